import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { clashes } from "@/actions";
import type { CustomerProfile } from "@/api/generated";
import { violations } from "@/testing/axe";
import { renderWindow } from "@/testing/render";
import { sampleDesk } from "@/testing/sample";
import { changesOf, profileFields, textOf } from "./profileFields";

const john = "00000002-0000-4000-8000-000000000004";
const priya = "00000002-0000-4000-8000-000000000008";
const list = async () => within(await screen.findByRole("grid", { name: "Customers" }));
const open = (id: string, more: object = {}) =>
  renderWindow(`/customers/${id}`, { ...sampleDesk(), ...more });

describe("the list of customers", () => {
  it("narrows by tier, and finds by the beginning of a name", async () => {
    const { user, sent } = renderWindow("/customers", sampleDesk());
    expect(await (await list()).findAllByRole("row")).toHaveLength(4);
    await user.click(screen.getByRole("button", { name: "Tier" }));
    await user.click(await screen.findByRole("menuitem", { name: "Pro" }));
    await waitFor(async () => expect((await list()).getAllByRole("row")).toHaveLength(1));
    await user.click(screen.getByRole("button", { name: "Pro" }));
    await user.click(await screen.findByRole("menuitem", { name: "Any" }));
    await user.keyboard("/");
    await user.type(screen.getByRole("searchbox", { name: "Name begins with" }), "p");
    // Priya has no profile; she is a customer all the same.
    expect(await screen.findByText("Priya Patel")).toBeVisible();
    await waitFor(async () => expect((await list()).getAllByRole("row")).toHaveLength(1));
    expect(sent.findLast(({ name }) => name === "list_users")?.input).toMatchObject({
      filter: { role: "CUSTOMER", name: { startsWith: "p" } },
    });
  });

  it("is walked by J, K and Enter", async () => {
    const { user } = renderWindow("/customers", sampleDesk());
    await (await list()).findAllByRole("row");
    await user.keyboard("jjk{Enter}");
    expect(await screen.findByRole("heading", { level: 2, name: "Jane Smith" })).toBeVisible();
    await user.keyboard("{Escape}");
    expect(await screen.findByText("No customer is open")).toBeVisible();
  });
});

describe("a customer", () => {
  it("is shown with all that is known, and has no accessibility faults", async () => {
    open(john);
    expect(await screen.findByRole("heading", { level: 2, name: "John Doe" })).toBeVisible();
    expect(screen.getByText("299.00, monthly")).toBeVisible();
    expect(
      await screen.findByRole("meter", { name: "Refunded in this budget: 50.00 of 500.00" }),
    ).toBeVisible();
    expect(await screen.findByRole("link", { name: /TICKET-1001/ })).toBeVisible();
    expect(await screen.findByRole("link", { name: /Locked out/ })).toBeVisible();
    expect(screen.getByText("Chrome 122")).toBeVisible();
    expect(clashes()).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it("is found by the profile's id as well", async () => {
    open("00000004-0000-4000-8000-000000000004");
    await waitFor(() => expect(location.hash).toContain(john));
    expect(await screen.findByRole("heading", { level: 2, name: "John Doe" })).toBeVisible();
  });

  it("shows its history by H", async () => {
    const { user } = open(john);
    await screen.findByText("Who changed this profile, when, from what to what.");
    await user.keyboard("h");
    expect(await screen.findByText("Tier from Pro to Enterprise")).toBeVisible();
  });

  it("is edited by E, sending what changed and what it was based on", async () => {
    const { user, sent } = open(john);
    await screen.findByText("Chrome 122");
    await user.keyboard("e");
    const dialog = within(await screen.findByRole("dialog", { name: "Edit the profile of John Doe" }));
    const value = dialog.getByRole("textbox", { name: /Lifetime value/ });
    await user.clear(value);
    await user.type(value, "-1");
    expect(dialog.getByText(/An amount with at most two decimals/)).toBeVisible();
    expect(dialog.getByRole("button", { name: /Save/ })).toBeDisabled();
    await user.clear(value);
    await user.type(value, "5100.00");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const update = sent.find(({ name }) => name === "update_customer_profile")?.input as object;
    expect(Object.keys(update).sort()).toEqual(["expectedUpdatedAt", "id", "lifetimeValue", "requestId"]);
    expect(await screen.findAllByText("5,100.00")).not.toHaveLength(0);
  });

  it("has its standing changed by a lead, and back", async () => {
    const { user } = open(john);
    await screen.findByText("Chrome 122");
    expect(screen.queryByText("Suspended")).toBeNull();
    await user.keyboard("s");
    await user.click(await screen.findByRole("menuitem", { name: "Suspended" }));
    expect(await screen.findAllByText("Suspended")).not.toHaveLength(0);
    await user.click(await screen.findByRole("button", { name: /Undo/ }));
    await waitFor(() => expect(screen.queryByText("Suspended")).toBeNull());
  });

  it("is not changed by a junior, who reads why", async () => {
    const desk = sampleDesk();
    const lead = await desk.session?.({});
    open(john, { session: () => lead && { ...lead, role: "JUNIOR_SUPPORT" } });
    const edit = await screen.findByRole("button", { name: /^Edit/ });
    expect(edit).toBeDisabled();
    expect(edit).toHaveAttribute("title", "A team lead edits profiles");
  });

  it("without a profile says so, and gets one", async () => {
    const { user, sent } = open(priya);
    await user.click(await screen.findByRole("button", { name: "Create the profile" }));
    await user.click(
      within(await screen.findByRole("dialog", { name: "Profile of Priya Patel" })).getByRole("button", {
        name: /^Create/,
      }),
    );
    await waitFor(() =>
      expect(sent.find(({ name }) => name === "create_customer_profile")?.input).toMatchObject({
        userId: priya,
        tier: "FREE",
      }),
    );
    expect(sent.some(({ name }) => name === "create_user")).toBe(false);
  });
});

describe("a new customer", () => {
  it("is a user and a profile; a refusal of the second says what was done, and only it is tried again", async () => {
    let refuse = true;
    const desk = sampleDesk();
    const { user, sent } = renderWindow("/customers", {
      ...desk,
      create_customer_profile: (input) =>
        refuse
          ? Promise.reject({ code: "LOCKED", message: "The desk is busy." })
          : (desk.create_customer_profile?.(input) as CustomerProfile),
    });
    await (await list()).findAllByRole("row");
    await user.keyboard("c");
    const dialog = within(await screen.findByRole("dialog", { name: "New customer" }));
    await user.type(dialog.getByRole("textbox", { name: /Name/ }), "Wei Zhang");
    await user.type(dialog.getByRole("textbox", { name: /Email/ }), "wei@example.com");
    await user.click(dialog.getByRole("button", { name: /^Create/ }));
    expect(await dialog.findByText(/Wei Zhang was created as a user, but the profile was not/)).toBeVisible();
    expect(await violations()).toEqual([]);
    refuse = false;
    await user.click(dialog.getByRole("button", { name: /Create only the profile/ }));
    expect(await screen.findByRole("heading", { level: 2, name: "Wei Zhang" })).toBeVisible();
    expect(sent.filter(({ name }) => name === "create_user")).toHaveLength(1);
    expect(sent.filter(({ name }) => name === "create_customer_profile")).toHaveLength(2);
  });
});

describe("what is typed into a profile's form", () => {
  const profile = {
    tier: "PRO",
    billingAmount: "9.00",
    tokenLimit: 5,
    context: { os: "Linux" },
    nextBillingDate: null,
  } as unknown as CustomerProfile;
  const texts = Object.fromEntries(
    profileFields.map((field) => [field.name, textOf(field, profile[field.name])]),
  );

  it("is nothing when nothing changed", () => {
    expect(changesOf(profile, texts)).toEqual({ values: {}, faults: {} });
  });

  it("becomes values of the right kind, or a fault", () => {
    const changed = {
      ...texts,
      billingAmount: "",
      tokenLimit: "7",
      context: "[1]",
      nextBillingDate: "2026-12-01",
    };
    expect(changesOf(profile, changed)).toEqual({
      values: { billingAmount: null, tokenLimit: 7, nextBillingDate: "2026-12-01T00:00:00Z" },
      faults: { context: "object" },
    });
  });
});
