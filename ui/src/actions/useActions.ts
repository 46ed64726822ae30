import { useEffect, useRef } from "react";
import { type Action, useRegistry } from "./registry";

/**
 * Registers actions for as long as the component is mounted. The array may be new at each render:
 * the newest closures run, and the registry changes only when what is shown of an action does.
 */
export function useActions(actions: readonly Action[]): void {
  const owner = useRef(Symbol("actions")).current;
  const latest = useRef(actions);
  latest.current = actions;
  const shown = JSON.stringify(
    actions.map(({ id, scope, title, detail, keys, hidden, whileTyping, keywords }) => [
      id,
      scope,
      title,
      detail,
      keys,
      hidden,
      whileTyping,
      keywords,
    ]),
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` stands for the actions
  useEffect(() => {
    const { set } = useRegistry.getState();
    set(
      owner,
      latest.current.map((action) => {
        const current = () => latest.current.find((each) => each.id === action.id);
        return {
          ...action,
          run: () => current()?.run(),
          when: () => {
            const now = current();
            return now !== undefined && (now.when?.() ?? true);
          },
        };
      }),
    );
  }, [owner, shown]);

  useEffect(() => () => useRegistry.getState().remove(owner), [owner]);
}
