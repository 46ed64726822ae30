import type { Input } from "@/api/client";
import { type CustomerProfile, enums } from "@/api/generated";

/** How a field of a profile is typed in. */
export interface ProfileField {
  name: Exclude<keyof Input<"update_customer_profile">, "id" | "requestId" | "expectedUpdatedAt">;
  kind: "choice" | "money" | "whole" | "date" | "object";
  labels?: readonly string[];
  nullable?: boolean;
}

/** What can be edited of a profile, in the form's order. */
export const profileFields: readonly ProfileField[] = [
  { name: "tier", kind: "choice", labels: enums.account_tier },
  { name: "standing", kind: "choice", labels: enums.account_standing },
  { name: "lifetimeValue", kind: "money" },
  { name: "billingCycle", kind: "choice", labels: enums.billing_cycle, nullable: true },
  { name: "billingAmount", kind: "money", nullable: true },
  { name: "nextBillingDate", kind: "date", nullable: true },
  { name: "tokenBalance", kind: "whole" },
  { name: "tokenLimit", kind: "whole" },
  { name: "activeSites", kind: "whole" },
  { name: "sitesLimit", kind: "whole" },
  { name: "context", kind: "object", nullable: true },
  { name: "preferences", kind: "object", nullable: true },
];

/** A profile's value as the text of its input. */
export function textOf({ kind }: ProfileField, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (kind === "object") return JSON.stringify(value, null, 2);
  return kind === "date" ? String(value).slice(0, 10) : String(value);
}

/** What the input's text stands for; `null` in `fault` means it is fine, else a key of the texts. */
export function read(field: ProfileField, text: string): { value: unknown; fault: string | null } {
  const trimmed = text.trim();
  if (trimmed === "") return { value: null, fault: field.nullable ? null : "needed" };
  switch (field.kind) {
    case "choice":
      return { value: trimmed, fault: null };
    case "money":
      return { value: trimmed, fault: /^\d+(\.\d{1,2})?$/.test(trimmed) ? null : "money" };
    case "whole":
      return { value: Number(trimmed), fault: /^\d{1,9}$/.test(trimmed) ? null : "whole" };
    case "date":
      return {
        value: `${trimmed}T00:00:00Z`,
        fault: Number.isNaN(Date.parse(`${trimmed}T00:00:00Z`)) ? "date" : null,
      };
    case "object":
      try {
        const value: unknown = JSON.parse(trimmed);
        const plain = typeof value === "object" && value !== null && !Array.isArray(value);
        return { value, fault: plain ? null : "object" };
      } catch {
        return { value: null, fault: "object" };
      }
  }
}

/** The fields whose text is another than the profile's, as an update takes them. */
export function changesOf(profile: CustomerProfile, texts: Readonly<Record<string, string>>) {
  const changed = profileFields.filter((field) => texts[field.name] !== textOf(field, profile[field.name]));
  const faults: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const field of changed) {
    const { value, fault } = read(field, texts[field.name] ?? "");
    if (fault) faults[field.name] = fault;
    else values[field.name] = value;
  }
  return { values, faults };
}
