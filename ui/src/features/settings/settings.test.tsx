import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Organization } from "@/api/generated";
import type { Handlers } from "@/api/mock";
import { useLayout } from "@/lib/layout";
import { violations } from "@/testing/axe";
import { renderWindow, session } from "@/testing/render";
import { changesOf, draftOf, faultsOf } from "./organization";

const organization = {
  ...session.organization,
  settings: {
    kept: { as: "it is" },
    maxRefundPerUser: 500,
    aiResolutionEnabled: true,
    businessHours: {
      timezone: "America/New_York",
      days: [1, 2, 3, 4, 5],
      startTime: "09:00",
      endTime: "17:00",
    },
  },
} as Organization;

const admin: Handlers = {
  session: () => ({ ...session, role: "ADMIN" }),
  get_organization: () => organization,
  health: () => ({
    status: "ok",
    version: "0.1.0",
    schemaVersion: 1,
    sqliteVersion: "3.46.0",
    organizations: 1,
    integrity: null,
  }),
};

describe("an organization's form", () => {
  it("sends only what differs and keeps settings it does not know", () => {
    const draft = draftOf(organization);
    expect(changesOf(organization, draft)).toEqual({});
    expect(changesOf(organization, { ...draft, name: "Acme" })).toEqual({ name: "Acme" });
    const { settings } = changesOf(organization, { ...draft, maxRefundPerUser: "750" });
    expect(settings).toMatchObject({
      kept: { as: "it is" },
      maxRefundPerUser: 750,
      aiResolutionEnabled: true,
    });
  });

  it("says what does not read", () => {
    const draft = {
      ...draftOf(organization),
      maxRefundPerUser: "much",
      startTime: "9",
      timezone: "Nowhere/Land",
    };
    expect(Object.keys(faultsOf(draft))).toEqual(["maxRefundPerUser", "timezone", "startTime"]);
  });
});

describe("settings", () => {
  it.each(["light", "dark"] as const)(
    "has no accessibility faults in %s",
    async (theme) => {
      useLayout.getState().setTheme(theme);
      const { user } = renderWindow("/settings", admin);
      await screen.findByRole("textbox", { name: /^Name/ });
      expect(await violations()).toEqual([]);
      await user.click(screen.getByRole("button", { name: "Appearance" }));
      await screen.findByRole("switch", { name: "Single keys" });
      expect(await violations()).toEqual([]);
      await user.click(screen.getByRole("button", { name: "File" }));
      await screen.findByText("demo.db");
      expect(await violations()).toEqual([]);
      useLayout.getState().setTheme("system");
    },
    60_000,
  );

  it("saves what an admin changed", async () => {
    const { user, sent } = renderWindow("/settings", {
      ...admin,
      update_organization: () => ({ ...organization, updatedAt: "2026-01-06T09:00:00.000000Z" }),
    });
    const limit = await screen.findByRole("textbox", { name: /Most a senior/ });
    expect(within(screen.getByRole("main")).getByRole("button", { name: /^Save/ })).toBeDisabled();
    await user.clear(limit);
    await user.type(limit, "750");
    await user.click(screen.getByRole("button", { name: "Saturday" }));
    await user.click(within(screen.getByRole("main")).getByRole("button", { name: /^Save/ }));
    await waitFor(() => expect(sent.some(({ name }) => name === "update_organization")).toBe(true));
    expect(sent.find(({ name }) => name === "update_organization")?.input).toMatchObject({
      id: "o1",
      expectedUpdatedAt: organization.updatedAt,
      settings: { maxRefundPerUser: 750, businessHours: { days: [1, 2, 3, 4, 5, 6] } },
    });
  }, 60_000);

  it("lets others only look", async () => {
    renderWindow("/settings", { ...admin, session: () => session });
    expect(await screen.findByText("Only an admin changes these.")).toBeVisible();
    expect(screen.getByRole("textbox", { name: /^Name/ })).toBeDisabled();
  });
});
