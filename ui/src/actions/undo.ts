import { runAction } from "./registry";

/** Reverses what was done last: for a toast's `undo`, so that button and key do the same. */
export const undoLast = (): void => void runAction("undo");

/** Does again what was undone last. */
export const redoLast = (): void => void runAction("redo");
