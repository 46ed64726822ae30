import { Lock, Reply, StickyNote } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import type { MessageVisibility } from "@/api/generated";
import { Button } from "@/components/Button";
import { KeyCap } from "@/components/KeyCap";
import { classes } from "@/lib/classes";
import { keepDrafts, useDraft, useKept, writeDraft } from "./drafts";

export interface ComposerProps {
  ticketId: string;
  customer: string;
  /** What is being written: a reply or a note. */
  visibility: MessageVisibility;
  onVisibility: (visibility: MessageVisibility) => void;
  /** It was asked for by its key: take the focus. */
  wanted: boolean;
  onTaken: () => void;
  /** Why the ticket cannot be resolved along with it; missing when it can. */
  unresolvable?: string;
  onAdd: (visibility: MessageVisibility, resolve: boolean) => void;
}

const tabs = [
  { visibility: "PUBLIC", icon: Reply, keys: "r", name: "reply" },
  { visibility: "INTERNAL", icon: Lock, keys: "n", name: "note" },
] as const;

/** Where a reply or a note is written. Nothing leaves the desk: what is added joins the conversation. */
export function Composer(props: ComposerProps) {
  const { ticketId, customer, visibility, onVisibility, wanted, onTaken, unresolvable, onAdd } = props;
  const { t } = useTranslation("queue");
  const input = useRef<HTMLTextAreaElement>(null);
  const key = { ticketId, visibility };
  const text = useDraft(key);
  const kept = useKept(key);
  const empty = text.trim() === "";
  const name = visibility === "PUBLIC" ? "reply" : "note";

  useEffect(() => {
    if (!wanted) return;
    input.current?.focus();
    onTaken();
  }, [wanted, onTaken]);
  // The window may be closed, or another ticket opened, before the typing pauses.
  useEffect(() => {
    window.addEventListener("pagehide", keepDrafts);
    return () => {
      window.removeEventListener("pagehide", keepDrafts);
      keepDrafts();
    };
  }, []);

  useActions([
    {
      id: "message.add",
      scope: "item",
      title: t(`composer.${name}.add`),
      keys: "$mod+Enter",
      icon: StickyNote,
      whileTyping: true,
      when: () => !empty,
      run: () => onAdd(visibility, false),
    },
    {
      id: "message.addAndResolve",
      scope: "item",
      title: t(`composer.${name}.addAndResolve`),
      keys: "$mod+Shift+Enter",
      icon: StickyNote,
      whileTyping: true,
      when: () => !empty && !unresolvable,
      run: () => onAdd(visibility, true),
    },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      input.current?.blur();
    }
  };

  return (
    <section
      aria-label={t("composer.label")}
      className={classes(
        "mx-6 mb-4 shrink-0 rounded-8 border",
        visibility === "INTERNAL" && "bg-warning-soft",
      )}
    >
      <div className="flex h-9 items-stretch gap-2 border-b px-3">
        <div role="tablist" aria-label={t("composer.tabs")} className="flex items-stretch gap-2">
          {tabs.map((tab) => {
            const on = tab.visibility === visibility;
            return (
              <button
                key={tab.visibility}
                type="button"
                role="tab"
                aria-selected={on}
                aria-controls={`composer-${ticketId}`}
                onClick={() => {
                  onVisibility(tab.visibility);
                  input.current?.focus();
                }}
                className={classes(
                  "-mb-px flex items-center gap-1.5 border-b-2 px-1 text-12 font-medium",
                  on ? "border-b-accent text-accent" : "border-b-transparent text-muted",
                )}
              >
                <tab.icon size={14} aria-hidden />
                {t(`composer.${tab.name}.tab`)}
                {!on && <KeyCap keys={tab.keys} />}
              </button>
            );
          })}
        </div>
        <span className="ml-auto flex items-center text-12 text-muted" aria-live="polite">
          {kept && t("composer.kept")}
        </span>
      </div>
      <textarea
        ref={input}
        id={`composer-${ticketId}`}
        aria-label={t(`composer.${name}.label`)}
        placeholder={t(`composer.${name}.placeholder`, { customer })}
        rows={2}
        value={text}
        onChange={(event) => writeDraft(key, event.target.value)}
        onKeyDown={onKeyDown}
        className="block max-h-48 min-h-12 w-full resize-none bg-transparent px-3 pt-2 text-13 outline-none [field-sizing:content]"
      />
      <div className="flex items-center justify-end gap-2 px-2 pb-2">
        <Button keys="$mod+Enter" disabled={empty} onClick={() => onAdd(visibility, false)}>
          {t(`composer.${name}.add`)}
        </Button>
        <Button
          kind="primary"
          title={unresolvable ?? "Ctrl Shift ↵"}
          disabled={empty || unresolvable !== undefined}
          onClick={() => onAdd(visibility, true)}
        >
          {t("composer.andResolve")}
        </Button>
      </div>
    </section>
  );
}
