import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { Check } from "lucide-react";

export interface ToggleProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  id?: string;
  disabled?: boolean;
  "aria-label"?: string;
  "aria-describedby"?: string;
}

/** A 16 px check box. */
export function Checkbox({ onChange, ...rest }: ToggleProps) {
  return (
    <BaseCheckbox.Root
      onCheckedChange={onChange}
      className="flex size-4 shrink-0 items-center justify-center rounded-4 border border-control bg-surface data-checked:border-accent data-checked:bg-accent"
      {...rest}
    >
      <BaseCheckbox.Indicator className="text-on-accent">
        <Check size={12} strokeWidth={3} aria-hidden />
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
}

/** A switch: takes effect at once. */
export function Switch({ onChange, ...rest }: ToggleProps) {
  return (
    <BaseSwitch.Root
      onCheckedChange={onChange}
      className="flex h-4 w-7 shrink-0 items-center rounded-8 border border-control bg-surface px-0.5 data-checked:border-accent data-checked:bg-accent"
      {...rest}
    >
      <BaseSwitch.Thumb className="size-2.5 rounded-[50%] bg-muted transition-transform duration-100 data-checked:translate-x-3 data-checked:bg-on-accent" />
    </BaseSwitch.Root>
  );
}
