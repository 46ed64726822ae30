import { matchKeyBindingPress, parseKeybinding } from "tinykeys";
import { useLayout } from "@/lib/layout";
import { activeActions, keysOf } from "./registry";

/** How long the second press of a sequence is waited for. */
const PAUSE = 1000;

const modifiers = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta"]);

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("input:not([type=checkbox],[type=radio]), textarea, select") !== null)
  );
}

function isFloating(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("[role=dialog], [role=menu], [role=listbox]") !== null
  );
}

/** What the browser itself presses on Enter. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("button, a[href], summary") !== null;
}

/**
 * Whether one press of a binding is this event. A symbol such as `?` is matched by what it prints:
 * which modifiers that takes differs from one keyboard to the next.
 */
function pressed(event: KeyboardEvent, press: string): boolean {
  if (press.length === 1 && !/[a-z0-9 ]/i.test(press)) {
    return event.key === press && !event.ctrlKey && !event.metaKey;
  }
  const parsed = parseKeybinding(press)[0];
  return parsed !== undefined && matchKeyBindingPress(event, parsed);
}

/** Runs the registry's actions by their keys; returns the function that stops it. */
export function listenToKeys(target: Window = window): () => void {
  let before: { event: KeyboardEvent; at: number } | null = null;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || modifiers.has(event.key))
      return;
    if (event.key === "Enter" && isPressable(event.target) && !event.ctrlKey && !event.metaKey) return;
    const typing = isTyping(event.target);
    const floating = isFloating(event.target);
    const singleKeys = useLayout.getState().singleKeys;
    const first = before && event.timeStamp - before.at < PAUSE ? before.event : null;
    before = null;

    let begins = false;
    let single: (() => void) | undefined;
    let sequence: (() => void) | undefined;
    for (const action of activeActions()) {
      if (typing && !action.whileTyping) continue;
      if (floating && action.scope !== "dialog" && !(typing && action.whileTyping)) continue;
      for (const keys of keysOf(action)) {
        const presses = keys.split(" ");
        const [one = "", two] = presses;
        if (!singleKeys && !/[+]|^Escape$|^Enter$/.test(keys)) continue;
        if (two === undefined) {
          if (pressed(event, one)) single ??= action.run;
        } else if (first && pressed(first, one) && pressed(event, two)) {
          sequence ??= action.run;
        } else if (pressed(event, one)) {
          begins = true;
        }
      }
    }

    // The second key of `g e` must not also do what `e` does, nor the first what `g` would.
    const run = sequence ?? (begins ? undefined : single);
    if (begins && !sequence) before = { event, at: event.timeStamp };
    if (run || begins) event.preventDefault();
    run?.();
  };

  target.addEventListener("keydown", onKeyDown);
  return () => target.removeEventListener("keydown", onKeyDown);
}
