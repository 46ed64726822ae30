import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { KeyCap } from "@/components/KeyCap";
import { type Action, activeActions, keysOf, scopes, useRegistry } from "./registry";

/** Something that was found for the text, to be gone to. */
export interface Find {
  id: string;
  title: string;
  /** Muted words after the title. */
  detail?: string;
  icon: ReactNode;
  /** In mono at the right: what it is called by. */
  name: string;
  run: () => void;
}

export interface PaletteProps {
  open: boolean;
  onClose: () => void;
  onCheatSheet: () => void;
  /** What the actions on "this one" are about: a chip before the text, and their heading. */
  about?: { chip?: string; heading: string };
  /** Hears what is typed, so that the owner can find things for it. */
  onText?: (text: string) => void;
  /** What was found, by kind. */
  finds?: readonly { heading: string; items: readonly Find[] }[];
}

/** Search or run: every action that applies, by its words, with its key, and what the owner finds. */
export function Palette({ open, onClose, ...rest }: PaletteProps) {
  const { t } = useTranslation("shell");
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup
          aria-label={t("palette.label")}
          className="floating fixed top-[112px] left-1/2 z-40 w-[640px] max-w-[calc(100%-32px)] -translate-x-1/2 overflow-hidden"
        >
          <Content onClose={onClose} {...rest} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Content({ onClose, onCheatSheet, about, onText, finds }: Omit<PaletteProps, "open">) {
  const { t } = useTranslation("shell");
  // Read anew when a screen changes its actions while the palette is open.
  useRegistry((state) => state.groups);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const actions = activeActions().filter((action) => !action.hidden);

  const run = (action: Pick<Action, "run">, stay = false) => {
    if (!stay) onClose();
    action.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      const action =
        actions.find((each) => each.id === chosen) ??
        finds?.flatMap(({ items }) => items).find(({ id }) => FIND + id === chosen);
      if (action) run(action, true);
    } else if (event.key === "?" && text === "") {
      event.preventDefault();
      onClose();
      onCheatSheet();
    }
  };

  return (
    <Command
      label={t("palette.label")}
      value={chosen}
      onValueChange={setChosen}
      loop
      onKeyDown={onKeyDown}
      filter={score}
    >
      <div className="flex h-14 items-center gap-3 border-b px-5">
        <Search size={16} className="text-muted" aria-hidden />
        {about?.chip && (
          <span className="max-w-48 shrink-0 truncate rounded-4 bg-raised px-1.5 py-0.5 font-mono text-12 text-muted">
            {about.chip}
          </span>
        )}
        <Command.Input
          autoFocus
          value={text}
          onValueChange={(next) => {
            setText(next);
            onText?.(next);
          }}
          placeholder={t("palette.placeholder")}
          className="h-full min-w-0 flex-1 bg-transparent text-16 outline-none"
        />
        <KeyCap keys="Escape" />
      </div>
      <Command.List className="max-h-[420px] overflow-y-auto px-2 pb-2" label={t("palette.label")}>
        <Command.Empty className="px-3 py-2 text-13 text-muted">{t("palette.nothing")}</Command.Empty>
        {scopes.map((scope) => {
          const group = actions.filter((action) => action.scope === scope);
          if (group.length === 0) return null;
          return (
            <Group key={scope} heading={scope === "item" && about ? about.heading : t(`scopes.${scope}`)}>
              {group.map((action) => (
                <Row key={action.id} action={action} text={text} onRun={() => run(action)} />
              ))}
            </Group>
          );
        })}
        {finds
          ?.filter(({ items }) => items.length > 0)
          .map(({ heading, items }) => (
            <Group key={heading} heading={heading}>
              {items.map((find) => (
                <FindRow key={find.id} find={find} text={text} onRun={() => run(find)} />
              ))}
            </Group>
          ))}
      </Command.List>
      <div className="flex h-10 items-center gap-4 border-t bg-raised px-5 text-12 text-muted">
        <Hint keys="ArrowUp ArrowDown" text={t("palette.move")} />
        <Hint keys="Enter" text={t("palette.run")} />
        <Hint keys="$mod+Enter" text={t("palette.stay")} />
        <span className="ml-auto">
          <Hint keys="?" text={t("palette.allKeys")} />
        </span>
      </div>
    </Command>
  );
}

function Hint({ keys, text }: { keys: string; text: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <KeyCap keys={keys} split />
      {text}
    </span>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="**:[[cmdk-group-heading]]:px-3 **:[[cmdk-group-heading]]:pt-2.5 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-11 **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  );
}

const rowClasses = "group flex h-10 items-center gap-3 rounded-8 px-3 aria-selected:bg-selected";

/** Before the id of what was found, so that it cannot be an action's. */
const FIND = "find ";

function FindRow({ find, text, onRun }: { find: Find; text: string; onRun: () => void }) {
  return (
    <Command.Item
      value={FIND + find.id}
      keywords={[find.title, find.name]}
      onSelect={onRun}
      className={rowClasses}
    >
      <span className="flex w-4 justify-center text-muted">{find.icon}</span>
      <span className="truncate text-13 font-medium">
        <Marked title={find.title} text={text} />
      </span>
      {find.detail && <span className="shrink-0 text-12 text-muted">{find.detail}</span>}
      <span className="ml-auto shrink-0 font-mono text-11 text-muted">{find.name}</span>
    </Command.Item>
  );
}

function Row({ action, text, onRun }: { action: Action; text: string; onRun: () => void }) {
  const Icon = action.icon;
  const [keys] = keysOf(action);
  return (
    <Command.Item
      value={action.id}
      keywords={[action.title, action.detail ?? "", action.keywords ?? ""]}
      onSelect={onRun}
      className={rowClasses}
    >
      <span className="flex w-4 justify-center text-muted group-aria-selected:text-accent">
        {Icon && <Icon size={16} aria-hidden />}
      </span>
      <span className="text-13 font-medium">
        <Marked title={action.title} text={text} />
      </span>
      {action.detail && <span className="truncate text-12 text-muted">{action.detail}</span>}
      {keys && (
        <span className="ml-auto">
          <KeyCap keys={keys} split />
        </span>
      )}
    </Command.Item>
  );
}

/** The title with what was typed in accent. */
function Marked({ title, text }: { title: string; text: string }) {
  const at = text ? title.toLowerCase().indexOf(text.toLowerCase()) : -1;
  if (at < 0) return title;
  return (
    <>
      {title.slice(0, at)}
      <span className="font-semibold text-accent">{title.slice(at, at + text.length)}</span>
      {title.slice(at + text.length)}
    </>
  );
}

/**
 * Words that begin with what was typed come first; letters scattered through a title do not count.
 * What was found follows the actions, all of it: where else it holds the words, its title need not say.
 */
function score(id: string, search: string, keywords: string[] = []): number {
  const value = worth(search, keywords);
  return id.startsWith(FIND) ? 0.01 + 0.1 * value : value;
}

function worth(search: string, keywords: readonly string[]): number {
  const wanted = search.trim().toLowerCase();
  const [title = "", ...rest] = keywords.map((word) => word.toLowerCase());
  if (title.startsWith(wanted)) return 1;
  if (title.includes(` ${wanted}`)) return 0.8;
  if (title.includes(wanted)) return 0.5;
  return rest.some((words) => words.includes(wanted)) ? 0.2 : 0;
}
