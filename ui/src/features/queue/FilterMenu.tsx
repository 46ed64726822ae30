import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

/** One choice of a filter. */
export interface FilterOption {
  value: string;
  label: string;
  icon?: ReactNode;
}

export interface FilterMenuProps {
  /** The chip that opens it. */
  trigger: ReactElement;
  options: readonly FilterOption[];
  chosen: readonly string[];
  /** One of them at most: choosing another replaces it, choosing it again takes it off. */
  single?: boolean;
  onChange: (chosen: string[]) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** Ticks of a filter; stays open so that several can be set. */
export function FilterMenu({
  trigger,
  options,
  chosen,
  single,
  onChange,
  open,
  onOpenChange,
}: FilterMenuProps) {
  const toggle = (value: string, on: boolean) => {
    if (single) onChange(on ? [value] : []);
    else
      onChange(
        options.map((each) => each.value).filter((each) => (each === value ? on : chosen.includes(each))),
      );
  };
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange}>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="z-50">
          <Menu.Popup className="floating max-h-96 min-w-48 overflow-y-auto p-1">
            {options.map((option) => (
              <Menu.CheckboxItem
                key={option.value}
                checked={chosen.includes(option.value)}
                onCheckedChange={(on) => toggle(option.value, on)}
                closeOnClick={single}
                className="flex h-7 items-center gap-2 rounded-6 px-2 text-13 data-highlighted:bg-selected"
              >
                {option.icon && <span aria-hidden>{option.icon}</span>}
                <span className="flex-1 truncate">{option.label}</span>
                <Menu.CheckboxItemIndicator className="text-accent">
                  <Check size={14} aria-hidden />
                </Menu.CheckboxItemIndicator>
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
