export { CheatSheet } from "./CheatSheet";
export { listenToKeys } from "./keyboard";
export { type Find, Palette, type PaletteProps } from "./Palette";
export { type Action, clashes, runAction, type Scope } from "./registry";
export { redoLast, undoLast } from "./undo";
export { useActions } from "./useActions";
export { type ListCursorOptions, useListCursor } from "./useListCursor";
