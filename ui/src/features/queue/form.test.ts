import { describe, expect, it } from "vitest";
import type { SavedView, Ticket } from "@/api/generated";
import { createInput, draftOf, faultsOf, spanSeconds, spanText, tagsOf, updateInput } from "./form";
import { rowsOf } from "./groups";
import { belongs, filterInput, filtersOf, savedAddress, toSave } from "./view";

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

  it("is saved with its order and read back, also what the bar has no chips for", () => {
    const filters = filtersOf({ status: "OPEN", assignedTo: "none", late: "yes" }, { tags: "vip" } as never);
    const asks = toSave(filters, "oldest");
    expect(asks).toEqual({
      filter: { status: ["OPEN"], assignedTo: null, late: true, tags: "vip" },
      sort: { field: "createdAt", direction: "asc" },
    });
    const { search, rest } = savedAddress({ id: "v1", ...asks } as SavedView);
    expect(search).toEqual({ view: "v1", status: "OPEN", assignedTo: "none", late: "yes", sort: "oldest" });
    expect(toSave(filtersOf(search, rest), "oldest")).toEqual(asks);
  });

  it("leaves sleeping tickets out, or shows them alone", () => {
    const asleep = { status: "OPEN", work: { snoozedUntil: "2999-01-01T00:00:00Z" } } as never;
    expect(belongs(asleep, filtersOf({}))).toBe(false);
    expect(belongs(asleep, filtersOf({ snoozed: "yes" }))).toBe(true);
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
