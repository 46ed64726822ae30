import { schemas } from "@/api/schemas";

/** What an input of a form takes. */
export type Kind =
  | "reference"
  | "label"
  | "decimal"
  | "integer"
  | "boolean"
  | "instant"
  | "strings"
  | "thresholds"
  | "conditions"
  | "json"
  | "id"
  | "text"
  | "long";

/** One input of a form, as the operation's schema describes it. */
export interface FieldSpec {
  name: string;
  kind: Kind;
  required: boolean;
  nullable: boolean;
  /** Of a label: its values. Of conditions: the operators. */
  labels: readonly string[];
  /** Of a reference: the table. */
  references?: string;
  scale?: number;
  maxLength?: number;
  default?: unknown;
}

/** The parts of JSON Schema that the operations use. */
export interface Schema {
  type?: string | readonly string[];
  format?: string;
  enum?: readonly (string | null)[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  default?: unknown;
  maxLength?: number;
  "x-references"?: string;
  "x-multiline"?: boolean;
  "x-json"?: boolean;
  "x-scale"?: number;
}

/** Inputs that are the form's own business. */
const own = new Set(["id", "requestId", "expectedUpdatedAt"]);

function kindOf(schema: Schema): Kind {
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  if (schema["x-references"]) return "reference";
  if (schema.enum) return "label";
  if (types.includes("array")) {
    if (schema.items?.properties?.percentage) return "thresholds";
    if (schema.items?.properties?.operator) return "conditions";
    return schema.items?.type === "string" ? "strings" : "json";
  }
  if (types.includes("integer")) return "integer";
  if (types.includes("boolean")) return "boolean";
  if (!types.includes("string")) return "json";
  switch (schema.format) {
    case "decimal":
      return "decimal";
    case "date-time":
      return "instant";
    case "uuid":
      return "id";
    default:
      return schema["x-multiline"] ? "long" : "text";
  }
}

/** One property of a schema as an input. */
export function specOf(name: string, schema: Schema, required: boolean): FieldSpec {
  const operators = schema.items?.properties?.operator?.enum;
  return {
    name,
    kind: kindOf(schema),
    required,
    nullable: Array.isArray(schema.type) && schema.type.includes("null"),
    labels: (schema.enum ?? operators ?? []).filter((label) => label !== null),
    references: schema["x-references"],
    scale: schema["x-scale"],
    maxLength: schema.maxLength,
    default: schema.default,
  };
}

/** The inputs of an operation's form, those it needs first. */
export function specsOf(name: keyof typeof schemas): FieldSpec[] {
  const schema = schemas[name] as Schema;
  const required = new Set(schema.required);
  const specs = Object.entries(schema.properties ?? {})
    .filter(([property]) => !own.has(property))
    .map(([property, each]) => specOf(property, each, required.has(property)));
  return [...specs.filter((spec) => spec.required), ...specs.filter((spec) => !spec.required)];
}
