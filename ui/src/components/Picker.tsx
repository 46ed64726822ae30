import { Popover } from "@base-ui/react/popover";
import { Command } from "cmdk";
import { Check } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

/** One of the things to pick. */
export interface PickerOption {
  value: string;
  label: string;
  icon?: ReactNode;
  /** Muted, at the right. */
  detail?: string;
  checked?: boolean;
  /** It cannot be picked, and `detail` says why. */
  disabled?: boolean;
}

export interface PickerProps {
  /** What is being picked, for whom: `Assign TICKET-1001 to`. */
  label: string;
  options: readonly PickerOption[];
  onPick: (value: string) => void;
  onClose: () => void;
  /** The element it opens at. */
  anchor: Element | null;
  /** Offers what was typed as something new. */
  newLabel?: (text: string) => string;
}

/** Picks by typing: opens at its anchor, Enter takes the first match, Escape leaves all as it was. */
export function Picker({ label, options, onPick, onClose, anchor, newLabel }: PickerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const typed = text.trim();
  const pick = (value: string) => {
    onClose();
    onPick(value);
  };
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} sideOffset={4} align="start" className="z-50">
          <Popover.Popup aria-label={label} className="floating w-72 overflow-hidden">
            <Command label={label} loop filter={score}>
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder={label}
                aria-label={label}
                maxLength={100}
                className="h-9 w-full border-b bg-transparent px-3 text-13 outline-none"
              />
              <Command.List label={label} className="max-h-72 overflow-y-auto p-1">
                {!newLabel && (
                  <Command.Empty className="px-2 py-1.5 text-12 text-muted">{t("noMatch")}</Command.Empty>
                )}
                {options.map((option) => (
                  <Item key={option.value} {...option} onPick={pick} />
                ))}
                {newLabel && typed !== "" && !options.some((option) => option.value === typed) && (
                  <Item value={typed} label={newLabel(typed)} onPick={pick} />
                )}
              </Command.List>
            </Command>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Item({
  value,
  label,
  icon,
  detail,
  checked,
  disabled,
  onPick,
}: PickerOption & { onPick: (value: string) => void }) {
  return (
    <Command.Item
      value={value}
      keywords={[label]}
      disabled={disabled}
      onSelect={() => onPick(value)}
      className="flex h-7 items-center gap-2 rounded-6 px-2 text-13 data-[disabled=true]:text-muted data-[selected=true]:bg-selected"
    >
      {icon && <span aria-hidden>{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {detail && <span className="shrink-0 text-11 text-muted">{detail}</span>}
      {checked && <Check size={14} className="text-accent" aria-hidden />}
    </Command.Item>
  );
}

/** Labels that begin with what was typed come first; ids and scattered letters do not count. */
function score(_value: string, text: string, [label = ""]: string[] = []): number {
  const wanted = text.trim().toLowerCase();
  const words = label.toLowerCase();
  if (words.startsWith(wanted)) return 1;
  if (words.includes(` ${wanted}`)) return 0.8;
  return words.includes(wanted) ? 0.5 : 0;
}
