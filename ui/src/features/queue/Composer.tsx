import { Lock, StickyNote } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { useActions } from "@/actions";
import { Button } from "@/components/Button";
import { KeyCap } from "@/components/KeyCap";

interface Drafts {
  /** What was typed and not added yet, by ticket. */
  texts: Readonly<Record<string, string>>;
  write(ticket: string, text: string): void;
}

/** Unfinished notes stay with their ticket while one reads others. */
export const useDrafts = create<Drafts>()((set) => ({
  texts: {},
  write: (ticket, text) => set((state) => ({ texts: { ...state.texts, [ticket]: text } })),
}));

export interface ComposerProps {
  ticketId: string;
  /** The note was asked for by its key: take the focus. */
  wanted: boolean;
  onTaken: () => void;
  onAdd: (resolve: boolean) => void;
}

/** Where an internal note is written. */
export function Composer({ ticketId, wanted, onTaken, onAdd }: ComposerProps) {
  const { t } = useTranslation("queue");
  const input = useRef<HTMLTextAreaElement>(null);
  const text = useDrafts((state) => state.texts[ticketId] ?? "");
  const write = useDrafts((state) => state.write);
  const empty = text.trim() === "";

  useEffect(() => {
    if (!wanted) return;
    input.current?.focus();
    onTaken();
  }, [wanted, onTaken]);

  useActions([
    {
      id: "note.add",
      scope: "item",
      title: t("composer.add"),
      keys: "$mod+Enter",
      icon: StickyNote,
      whileTyping: true,
      when: () => !empty,
      run: () => onAdd(false),
    },
    {
      id: "note.addAndResolve",
      scope: "item",
      title: t("composer.addAndResolve"),
      keys: "$mod+Shift+Enter",
      icon: StickyNote,
      whileTyping: true,
      when: () => !empty,
      run: () => onAdd(true),
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
    <section aria-label={t("composer.label")} className="mx-6 mb-4 shrink-0 rounded-8 border">
      <div className="flex h-9 items-stretch border-b px-3">
        <label
          htmlFor={`note-${ticketId}`}
          className="-mb-px flex items-center gap-1.5 border-b-2 border-b-accent px-1 text-12 font-medium text-accent"
        >
          <Lock size={14} aria-hidden />
          {t("composer.note")}
          <KeyCap keys="n" />
        </label>
      </div>
      <textarea
        ref={input}
        id={`note-${ticketId}`}
        aria-label={t("composer.note")}
        placeholder={t("composer.placeholder")}
        rows={2}
        value={text}
        onChange={(event) => write(ticketId, event.target.value)}
        onKeyDown={onKeyDown}
        className="block max-h-48 min-h-12 w-full resize-none bg-transparent px-3 pt-2 text-13 outline-none [field-sizing:content]"
      />
      <div className="flex items-center justify-end gap-2 px-2 pb-2">
        <Button keys="$mod+Enter" disabled={empty} onClick={() => onAdd(false)}>
          {t("composer.add")}
        </Button>
        <Button kind="primary" title="Ctrl Shift ↵" disabled={empty} onClick={() => onAdd(true)}>
          {t("composer.addAndResolve")}
        </Button>
      </div>
    </section>
  );
}
