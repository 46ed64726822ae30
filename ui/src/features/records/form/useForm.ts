import { useState } from "react";
import type { DeskError } from "@/api/client";
import type { FieldSpec } from "./schema";
import { type Draft, draftOf, type Reading, read } from "./values";

/** What a form begins with. */
export type Initial = Record<string, unknown>;

/** Whether two readings say the same. */
const same = (left: Reading, right: Reading) => JSON.stringify(left) === JSON.stringify(right);

/**
 * The state of a form over a schema's inputs. `read()` is what to send: everything entered, or with a
 * row only what differs from it; null when an input does not read.
 */
export function useForm(specs: readonly FieldSpec[], initial: Initial, changesOnly: boolean) {
  const [first] = useState(() =>
    Object.fromEntries(
      specs.map((spec) => [
        spec.name,
        draftOf(spec, spec.name in initial ? initial[spec.name] : spec.default),
      ]),
    ),
  );
  const [drafts, setDrafts] = useState<Record<string, Draft>>(first);
  const [asked, setAsked] = useState(false);

  const reading = (spec: FieldSpec) => read(spec, drafts[spec.name] ?? null);
  return {
    /** What every input holds now. */
    drafts,
    draft: (spec: FieldSpec): Draft => drafts[spec.name] ?? null,
    set: (name: string, draft: Draft) => setDrafts((before) => ({ ...before, [name]: draft })),
    /** Why an input does not read, once sending was tried. */
    fault: (spec: FieldSpec) => {
      const result = reading(spec);
      return asked && typeof result === "object" && "fault" in result ? result.fault : undefined;
    },
    read: (): Record<string, unknown> | null => {
      setAsked(true);
      const entered: Record<string, unknown> = {};
      for (const spec of specs) {
        const result = reading(spec);
        if (result === "nothing") continue;
        if ("fault" in result) return null;
        if (same(result, read(spec, first[spec.name] ?? null)) && (changesOnly || result.value === null))
          continue;
        entered[spec.name] = result.value;
      }
      return entered;
    },
  };
}

/** The input a refusal is about: `conditions.0.value` is about `conditions`. */
export function faultyInput(error: DeskError | null, specs: readonly FieldSpec[]): string | undefined {
  const name = error?.field?.split(/[.[]/)[0];
  return specs.some((spec) => spec.name === name) ? name : undefined;
}
