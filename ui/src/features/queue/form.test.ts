import { describe, expect, it } from "vitest";
import type { Ticket } from "@/api/generated";
import { createInput, draftOf, faultsOf, spanSeconds, spanText, tagsOf, updateInput } from "./form";
import { rowsOf } from "./groups";
import { belongs, filterInput, filtersOf } from "./view";

describe("the form", () => {
  it("reads spans of time as it writes them, to the second", () => {
    for (const seconds of [0, 59, 180, 7200, 5445, 90_061])
      expect(spanSeconds(spanText(seconds))).toBe(seconds);
    expect(spanSeconds("90")).toBe(5400);
    expect(spanSeconds("")).toBeNull();
    expect(spanSeconds("soon")).toBeUndefined();
  });

  it("asks for what a ticket needs, and leaves the rest to the desk", () => {
    expect(Object.keys(faultsOf({ ...draftOf(), estimate: "soon" })).sort()).toEqual([
      "category",
      "customerId",
      "description",
      "estimatedResolutionTime",
      "subject",
    ]);
    const input = createInput({
      ...draftOf(),
      customerId: "c",
      subject: " S ",
      category: "OTHER",
      tags: "a, b,,a",
    });
    expect(input).toMatchObject({ subject: "S", tags: ["a", "b"], sentiment: null, assignedTo: null });
    expect(input).not.toHaveProperty("ticketNumber");
  });

  it("sends only what was changed", () => {
    const ticket = {
      ...createInput({ ...draftOf(), customerId: "c", subject: "S", description: "D", category: "OTHER" }),
      actualResolutionTime: null,
      customerSatisfactionScore: null,
      tags: null,
    } as unknown as Ticket;
    expect(updateInput(ticket, draftOf(ticket))).toEqual({});
    expect(updateInput(ticket, { ...draftOf(ticket), estimate: "1h", tags: "x" })).toEqual({
      estimatedResolutionTime: 3600,
      tags: ["x"],
    });
    expect(tagsOf(" , ")).toEqual([]);
  });
});

describe("a view", () => {
  const filterFor = (search: Record<string, string>) => filterInput(filtersOf(search));

  it("shows open work unless the address says otherwise", () => {
    const open = ["OPEN", "IN_PROGRESS", "WAITING"];
    expect(filterFor({})).toEqual({ status: open });
    expect(filterFor({ status: "CLOSED,NONSENSE" })).toEqual({ status: ["CLOSED"] });
    expect(filterFor({ status: "ALL", priority: "HIGH" })).toEqual({ priority: ["HIGH"] });
    expect(filterFor({ assignedTo: "none" })).toEqual({ status: open, assignedTo: null });
    expect(filterFor({ assignedTo: "r1" })).toEqual({ status: open, assignedTo: "r1" });
  });

  it("looks for numbers and subjects in every status", () => {
    expect(filterFor({ q: "1002" })).toEqual({ ticketNumber: { startsWith: "TICKET-1002" } });
    expect(filterFor({ q: "ticket-1" })).toEqual({ ticketNumber: { startsWith: "ticket-1" } });
    expect(filterFor({ q: "SSO int" })).toEqual({ subject: { startsWith: "SSO int" } });
  });

  it("knows which painted tickets still belong", () => {
    const ticket = { status: "OPEN", priority: "LOW", category: "OTHER", assignedTo: null } as Ticket;
    expect(belongs(ticket, filtersOf({ assignedTo: "none" }))).toBe(true);
    expect(belongs({ ...ticket, assignedTo: "r1" }, filtersOf({ assignedTo: "none" }))).toBe(false);
    expect(belongs({ ...ticket, status: "RESOLVED" }, filtersOf({}))).toBe(false);
    expect(belongs(ticket, filtersOf({ priority: "HIGH" }))).toBe(false);
  });

  it("counts a group once all of it is read", () => {
    const now = Date.parse("2026-01-05T09:00:00Z");
    const made = (id: string, hours: number) =>
      ({ id, createdAt: new Date(now - hours * 3_600_000).toISOString() }) as Ticket;
    const rows = (hasMore: boolean) =>
      rowsOf([made("a", 0.5), made("b", 2), made("c", 3)], "newest", hasMore, now).map((row) =>
        row.kind === "heading" ? `${row.id} ${row.count ?? "-"}` : row.id,
      );
    expect(rows(true)).toEqual(["hour 1", "a", "day -", "b", "c"]);
    expect(rows(false)).toEqual(["hour 1", "a", "day 2", "b", "c"]);
  });
});
