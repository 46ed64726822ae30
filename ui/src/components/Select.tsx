import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes";
import { inputClasses } from "./Field";

export interface Option<V extends string = string> {
  value: V;
  label: string;
  icon?: ReactNode;
}

export interface SelectProps<V extends string> {
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V) => void;
  placeholder?: string;
  id?: string;
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  "aria-required"?: boolean;
}

/** One of a few. For many, or for what has to be searched, use Combobox. */
export function Select<V extends string>({
  options,
  value,
  onChange,
  placeholder,
  id,
  disabled,
  className,
  ...aria
}: SelectProps<V>) {
  return (
    <Base.Root
      items={options as Option<V>[]}
      value={value}
      onValueChange={(next) => next !== null && onChange(next as V)}
      disabled={disabled}
    >
      <Base.Trigger
        id={id}
        className={classes(inputClasses, "flex items-center gap-2 text-left", className)}
        {...aria}
      >
        <Base.Value className="min-w-0 flex-1 truncate">
          {(chosen: V | null) => {
            const option = options.find((each) => each.value === chosen);
            return option ? (
              <span className="flex items-center gap-1.5">
                {option.icon}
                {option.label}
              </span>
            ) : (
              <span className="text-muted">{placeholder ?? ""}</span>
            );
          }}
        </Base.Value>
        <Base.Icon className="text-muted">
          <ChevronDown size={14} aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="floating max-h-80 min-w-[var(--anchor-width)] overflow-y-auto p-1">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="flex h-7 items-center gap-2 rounded-6 px-2 text-13 data-highlighted:bg-selected"
              >
                {option.icon}
                <Base.ItemText className="flex-1">{option.label}</Base.ItemText>
                <Base.ItemIndicator className="text-accent">
                  <Check size={14} aria-hidden />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
