import { describe, expect, it } from "vitest";
import { dayTime, instantOf } from "./instants";
import { type FieldSpec, specOf, specsOf } from "./schema";
import { conditionText, conditionValue, draftOf, read } from "./values";

const spec = (over: Partial<FieldSpec>): FieldSpec => ({
  name: "x",
  kind: "text",
  required: false,
  nullable: true,
  labels: [],
  ...over,
});

describe("a form from a schema", () => {
  it("knows what each input takes", () => {
    const kinds = (name: Parameters<typeof specsOf>[0]) =>
      Object.fromEntries(specsOf(name).map((each) => [each.name, each.kind]));
    expect(kinds("create_budget")).toMatchObject({
      type: "label",
      limit: "decimal",
      periodStart: "instant",
      alertThresholds: "thresholds",
      autoAlertsEnabled: "boolean",
    });
    expect(kinds("create_decision_rule")).toMatchObject({
      priority: "integer",
      conditions: "conditions",
      description: "long",
    });
    expect(kinds("create_agent")).toMatchObject({ dataSources: "strings", thresholds: "json" });
    expect(kinds("create_escalation")).toMatchObject({ customerId: "reference", conversationId: "id" });
    expect(kinds("update_refund")).not.toHaveProperty("expectedUpdatedAt");
  });

  it("asks first for what is needed and offers no null among labels", () => {
    expect(
      specsOf("create_refund")
        .slice(0, 4)
        .every((each) => each.required),
    ).toBe(true);
    expect(specOf("x", { type: ["string", "null"], enum: ["A", null] }, false)).toMatchObject({
      nullable: true,
      labels: ["A"],
    });
  });

  it("reads what was entered", () => {
    expect(read(spec({ kind: "integer" }), "12")).toEqual({ value: 12 });
    expect(read(spec({ kind: "integer" }), "1.5")).toEqual({ fault: "wholeNumber" });
    expect(read(spec({ kind: "decimal" }), "1,200.50")).toEqual({ value: "1200.50" });
    expect(read(spec({ kind: "json" }), "{")).toEqual({ fault: "json" });
    expect(read(spec({}), " ")).toEqual({ value: null });
    expect(read(spec({ nullable: false }), "")).toBe("nothing");
    expect(read(spec({ required: true }), "")).toEqual({ fault: "needed" });
    expect(read(spec({ kind: "thresholds" }), [{ percentage: "80", enabled: true }])).toEqual({
      value: [{ percentage: 80, enabled: true }],
    });
  });

  it("keeps a condition's value what it is", () => {
    for (const value of [0.95, "good", true, "12", "true", '"quoted"'])
      expect(conditionValue(conditionText(value))).toEqual(value);
    const conditions = [{ field: "tier", operator: "in", value: ["PRO", "FREE"] }];
    const one = spec({ kind: "conditions", required: true });
    expect(read(one, draftOf(one, conditions))).toEqual({ value: conditions });
  });

  it("writes instants as people do, and back", () => {
    expect(dayTime("2026-11-01T00:00:00.000000Z")).toBe("2026-11-01 00:00");
    expect(instantOf("2026-11-01 00:00")).toBe("2026-11-01T00:00:00Z");
    expect(instantOf("tomorrow")).toBe("tomorrow");
  });
});
