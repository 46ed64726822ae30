import type { Option } from "@/components/Select";
import { dayTime, instantOf } from "./instants";
import type { FieldSpec } from "./schema";

/** A threshold while it is being edited. */
export interface ThresholdDraft {
  percentage: string;
  enabled: boolean;
}

/** A condition while it is being edited. */
export interface ConditionDraft {
  field: string;
  operator: string;
  value: string;
}

/** What an input holds while it is being edited; which of these follows from its kind. */
export type Draft = string | boolean | null | Option | string[] | ThresholdDraft[] | ConditionDraft[];

/** What an input reads as: a value for the operation, nothing at all, or why it is neither. */
export type Reading =
  | { value: unknown }
  | { fault: "needed" | "wholeNumber" | "number" | "json" }
  | "nothing";

/** A condition's value as text: text that would read as something else is kept in quotes. */
export function conditionText(value: unknown): string {
  if (Array.isArray(value)) return value.map(conditionText).join(", ");
  if (typeof value !== "string") return JSON.stringify(value ?? "");
  return typeof conditionValue(value) === "string" && !/^".*"$/.test(value) ? value : JSON.stringify(value);
}

/** Text as a condition's value: numbers, true, false and quoted text as JSON has them, else the text. */
export function conditionValue(text: string): unknown {
  const trimmed = text.trim();
  if (/^(-?\d+(\.\d+)?|true|false|".*")$/.test(trimmed)) {
    try {
      return JSON.parse(trimmed);
    } catch {
      return trimmed;
    }
  }
  return trimmed;
}

/** What an input begins with: the row's value when there is a row, the operation's default when not. */
export function draftOf(spec: FieldSpec, value: unknown): Draft {
  switch (spec.kind) {
    case "boolean":
      return value === true;
    case "label":
      return typeof value === "string" ? value : null;
    case "reference":
      return typeof value === "string" ? { value, label: "" } : null;
    case "strings":
      return Array.isArray(value) ? value.map(String) : [];
    case "thresholds":
      return (Array.isArray(value) ? value : []).map(({ percentage, enabled }) => ({
        percentage: String(percentage ?? ""),
        enabled: enabled === true,
      }));
    case "conditions":
      return (Array.isArray(value) ? value : []).map((each) => ({
        field: String(each?.field ?? ""),
        operator: String(each?.operator ?? "eq"),
        value: conditionText(each?.value),
      }));
    case "json":
      return value === undefined || value === null ? "" : JSON.stringify(value, null, 2);
    case "instant":
      return typeof value === "string" ? dayTime(value) : "";
    default:
      return value === undefined || value === null ? "" : String(value);
  }
}

/** What was entered. An empty input clears what can be cleared. */
export function read(spec: FieldSpec, draft: Draft): Reading {
  const empty = draft === null || (typeof draft === "string" && draft.trim() === "");
  if (empty) return spec.required ? { fault: "needed" } : spec.nullable ? { value: null } : "nothing";
  switch (spec.kind) {
    case "reference":
      return { value: (draft as Option).value };
    case "integer": {
      const text = String(draft).trim();
      return /^-?\d+$/.test(text) ? { value: Number(text) } : { fault: "wholeNumber" };
    }
    case "decimal":
      return { value: String(draft).trim().replaceAll(",", "") };
    case "instant":
      return { value: instantOf(String(draft)) };
    case "json":
      try {
        return { value: JSON.parse(String(draft)) };
      } catch {
        return { fault: "json" };
      }
    case "thresholds": {
      const drafts = draft as ThresholdDraft[];
      if (drafts.some(({ percentage }) => percentage.trim() === "" || Number.isNaN(Number(percentage))))
        return { fault: "number" };
      return {
        value: drafts.map(({ percentage, enabled }) => ({ percentage: Number(percentage), enabled })),
      };
    }
    case "conditions": {
      const drafts = draft as ConditionDraft[];
      if (spec.required && drafts.length === 0) return { fault: "needed" };
      if (drafts.some(({ field, value }) => field.trim() === "" || value.trim() === ""))
        return { fault: "needed" };
      return {
        value: drafts.map(({ field, operator, value }) => ({
          field: field.trim(),
          operator,
          value:
            operator === "in" || operator === "nin"
              ? value.split(",").map(conditionValue)
              : conditionValue(value),
        })),
      };
    }
    default:
      return { value: draft };
  }
}
