import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Popover as BasePopover } from "@base-ui/react/popover";
import { Check, type LucideIcon } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { classes } from "@/lib/classes";
import { KeyCap } from "./KeyCap";

export interface MenuItem {
  label: string;
  run: () => void;
  icon?: LucideIcon | ReactElement;
  keys?: string;
  danger?: boolean;
  checked?: boolean;
  disabled?: boolean;
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  items: readonly MenuItem[];
  align?: "start" | "end";
  /** Controlled when given, so that a key can open it. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

function glyph(icon: MenuItem["icon"]): ReactNode {
  if (!icon) return null;
  if (typeof icon === "object" && "props" in icon) return icon;
  const Icon = icon as LucideIcon;
  return <Icon size={14} aria-hidden />;
}

/** A menu of commands; typing a letter goes to the item that begins with it. */
export function Menu({ trigger, items, align = "start", open, onOpenChange }: MenuProps) {
  return (
    <BaseMenu.Root open={open} onOpenChange={onOpenChange}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} align={align} className="z-50">
          <BaseMenu.Popup className="floating max-h-96 min-w-48 overflow-y-auto p-1">
            {items.map((item) => (
              <BaseMenu.Item
                key={item.label}
                disabled={item.disabled}
                onClick={item.run}
                className={classes(
                  "flex h-7 items-center gap-2 rounded-6 px-2 text-13 data-disabled:opacity-50 data-highlighted:bg-selected",
                  item.danger && "text-danger",
                )}
              >
                {glyph(item.icon)}
                <span className="flex-1 truncate">{item.label}</span>
                {item.checked && <Check size={14} className="text-accent" aria-hidden />}
                {item.keys && <KeyCap keys={item.keys} />}
              </BaseMenu.Item>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export interface PopoverProps {
  /** What it is called. */
  label: string;
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** A floating layer with any content. */
export function Popover({ label, trigger, children, align = "start", open, onOpenChange }: PopoverProps) {
  return (
    <BasePopover.Root open={open} onOpenChange={onOpenChange}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner sideOffset={4} align={align} className="z-50">
          <BasePopover.Popup aria-label={label} className="floating min-w-48 p-3">
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
