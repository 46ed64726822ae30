import { create } from "zustand";
import { call } from "@/api/client";
import type { MessageVisibility } from "@/api/generated";

/** How long nothing is typed before what was typed is kept, in milliseconds. */
const PAUSE = 500;

/** A draft: of which ticket, and who shall read it. */
export interface DraftKey {
  ticketId: string;
  visibility: MessageVisibility;
}

interface Drafts {
  /** What was typed and not added yet; missing where nothing was typed or read in this window. */
  texts: Readonly<Record<string, string>>;
  /** Drafts whose text the desk does not keep yet. */
  unkept: Readonly<Record<string, true>>;
  set(texts: Record<string, string>): void;
}

const nameOf = ({ ticketId, visibility }: DraftKey) => `${ticketId} ${visibility}`;

/** Unfinished replies and notes: with their ticket while one reads others, and in the desk's file. */
export const useDrafts = create<Drafts>()((set) => ({
  texts: {},
  unkept: {},
  set: (texts) => set((state) => ({ texts: { ...state.texts, ...texts } })),
}));

const timers = new Map<string, { timer: ReturnType<typeof setTimeout>; keep: () => void }>();

function mark(name: string, unkept: boolean): void {
  useDrafts.setState((state) => {
    const { [name]: _, ...others } = state.unkept;
    return { unkept: unkept ? { ...others, [name]: true } : others };
  });
}

/** What is being written. */
export function useDraft(key: DraftKey): string {
  return useDrafts((state) => state.texts[nameOf(key)] ?? "");
}

/** Whether the desk's file holds what is being written. */
export function useKept(key: DraftKey): boolean {
  return useDrafts((state) => !state.unkept[nameOf(key)] && (state.texts[nameOf(key)] ?? "") !== "");
}

/** What is being written, at this moment. */
export const draftOf = (key: DraftKey): string => useDrafts.getState().texts[nameOf(key)] ?? "";

/** Takes what was typed, and keeps it in the desk's file once the typing pauses. */
export function writeDraft(key: DraftKey, body: string): void {
  const name = nameOf(key);
  useDrafts.getState().set({ [name]: body });
  mark(name, true);
  clearTimeout(timers.get(name)?.timer);
  const keep = () => {
    timers.delete(name);
    // Nothing is lost when this is refused: the text is still here, and is kept with the next letter.
    call("save_draft", { ...key, body }).then(
      () => draftOf(key) === body && mark(name, false),
      () => {},
    );
  };
  timers.set(name, { timer: setTimeout(keep, PAUSE), keep });
}

/** Forgets a draft that was added: the desk discards it with that. */
export function dropDraft(key: DraftKey): void {
  const name = nameOf(key);
  clearTimeout(timers.get(name)?.timer);
  timers.delete(name);
  useDrafts.getState().set({ [name]: "" });
  mark(name, false);
}

/** Keeps at once what waits for a pause in the typing. */
export function keepDrafts(): void {
  for (const { timer, keep } of [...timers.values()]) {
    clearTimeout(timer);
    keep();
  }
}

/** Takes what the desk kept, where nothing was typed here meanwhile. */
export function restoreDrafts(ticketId: string, kept: Partial<Record<MessageVisibility, string>>): void {
  const { texts, set } = useDrafts.getState();
  const news = Object.entries(kept)
    .map(
      ([visibility, body]) =>
        [nameOf({ ticketId, visibility: visibility as MessageVisibility }), body] as const,
    )
    .filter(([name]) => texts[name] === undefined);
  if (news.length > 0) set(Object.fromEntries(news));
}
