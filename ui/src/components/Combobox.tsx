import { Combobox as Base } from "@base-ui/react/combobox";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { inputClasses } from "./Field";
import type { Option } from "./Select";

export interface ComboboxProps {
  options: readonly Option[];
  value: Option | null;
  onChange: (value: Option | null) => void;
  /** Given when the caller does the searching; options are then shown as they come. */
  onSearch?: (text: string) => void;
  placeholder?: string;
  /** Whether nothing may be chosen. */
  clearable?: boolean;
  id?: string;
  disabled?: boolean;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  "aria-required"?: boolean;
}

/** One of many, found by typing. */
export function Combobox({
  options,
  value,
  onChange,
  onSearch,
  placeholder,
  clearable,
  id,
  disabled,
  ...aria
}: ComboboxProps) {
  const { t } = useTranslation();
  return (
    <Base.Root
      items={options as Option[]}
      value={value}
      onValueChange={(next: Option | null) => onChange(next)}
      isItemEqualToValue={(left: Option, right: Option) => left.value === right.value}
      itemToStringLabel={(option: Option) => option.label}
      disabled={disabled}
      {...(onSearch ? { filter: null, onInputValueChange: (text: string) => onSearch(text) } : {})}
    >
      <div className="relative">
        <Base.Input
          id={id}
          placeholder={placeholder}
          className={classes(inputClasses, clearable && "pr-7")}
          {...aria}
        />
        {clearable && value && (
          <Base.Clear
            aria-label={t("actions.clear")}
            className="absolute top-0.5 right-0.5 flex size-6 items-center justify-center text-muted"
          >
            <X size={14} aria-hidden />
          </Base.Clear>
        )}
      </div>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-50">
          <Base.Popup className="floating max-h-80 min-w-[var(--anchor-width)] overflow-y-auto p-1">
            <Base.Empty className="px-2 text-12 text-muted not-empty:py-1.5">{t("noMatch")}</Base.Empty>
            <Base.List>
              {(option: Option) => (
                <Base.Item
                  key={option.value}
                  value={option}
                  className="flex h-7 items-center gap-2 rounded-6 px-2 text-13 data-highlighted:bg-selected"
                >
                  {option.icon && <span aria-hidden>{option.icon}</span>}
                  <span className="truncate">{option.label}</span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
