/** An entry of the navigation. */
export const item = "flex h-7 shrink-0 items-center rounded-6 px-2 text-13 font-medium";
/** An entry that is where one is, or another. */
export const itemState = (on: boolean) => (on ? "bg-selected text-accent" : "text-text hoverable");
/** Its icon. */
export const glyph = (on: boolean) => (on ? "shrink-0" : "shrink-0 text-muted");
