import type { ChipChoice } from "../resource";

/** A chip for each of an enum's labels. */
export function eachOf(labels: readonly string[]): ChipChoice[] {
  return labels.map((label) => ({ name: label, values: [label] }));
}

/** For columns that are true or false. */
export const yesOrNo = ["true", "false"] as const;
