import type { LucideIcon } from "lucide-react";
import { create } from "zustand";

/** Where an action belongs; the palette and the cheat sheet group by it. The innermost wins a key. */
export const scopes = ["dialog", "item", "list", "screen", "go", "global"] as const;
/** One of `scopes`. */
export type Scope = (typeof scopes)[number];

/** Something the user can do, by key, by palette and (through `runAction`) by button. */
export interface Action {
  /** Unique, `feature.verb`. */
  id: string;
  scope: Scope;
  /** Title in words, already translated. */
  title: string;
  /** Muted words after the title in the palette. */
  detail?: string;
  /** Presses in tinykeys' notation: `e`, `Shift+a`, `$mod+Enter`, `g d`. Several keys may do the same. */
  keys?: string | readonly string[];
  icon?: LucideIcon;
  run: () => void;
  /** Whether it applies now; always, when left out. */
  when?: () => boolean;
  /** Works while text is being typed too, as `$mod+Enter` must. */
  whileTyping?: boolean;
  /** Left out of the palette: moving the cursor, say. */
  hidden?: boolean;
  /** More words it is found by. */
  keywords?: string;
}

interface Registry {
  /** Groups of actions in the order they were registered, one a `useActions`. */
  groups: ReadonlyMap<symbol, readonly Action[]>;
  set(owner: symbol, actions: readonly Action[]): void;
  remove(owner: symbol): void;
}

/** All actions there are at the moment. */
export const useRegistry = create<Registry>()((set) => ({
  groups: new Map(),
  set: (owner, actions) => set((state) => ({ groups: new Map(state.groups).set(owner, actions) })),
  remove: (owner) =>
    set((state) => {
      const groups = new Map(state.groups);
      groups.delete(owner);
      return { groups };
    }),
}));

/** The keys of an action as a list. */
export function keysOf(action: Action): readonly string[] {
  return action.keys === undefined ? [] : typeof action.keys === "string" ? [action.keys] : action.keys;
}

/** The actions that apply now, innermost scope first. */
export function activeActions(): Action[] {
  const all = [...useRegistry.getState().groups.values()].flat();
  return all
    .filter((action) => action.when?.() ?? true)
    .sort((left, right) => scopes.indexOf(left.scope) - scopes.indexOf(right.scope));
}

/** Runs an action by its id; false when it is not there or does not apply. */
export function runAction(id: string): boolean {
  const action = activeActions().find((each) => each.id === id);
  action?.run();
  return action !== undefined;
}

/** Keys and ids that two actions of one scope share: there must be none. */
export function clashes(actions: readonly Action[] = activeActions()): string[] {
  const seen = new Map<string, string>();
  const found: string[] = [];
  for (const action of actions) {
    for (const name of [`id ${action.id}`, ...keysOf(action).map((keys) => `${action.scope} ${keys}`)]) {
      const other = seen.get(name);
      if (other) found.push(`${name}: ${other}, ${action.id}`);
      else seen.set(name, action.id);
    }
  }
  return found;
}
