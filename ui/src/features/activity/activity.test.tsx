import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import i18next from "i18next";
import { describe, expect, it } from "vitest";
import type { Output } from "@/api/client";
import type { Handlers } from "@/api/mock";
import { useToasts } from "@/components/Toast";
import { violations } from "@/testing/axe";
import { choose } from "@/testing/choose";
import { renderWindow } from "@/testing/render";
import { sampleDesk } from "@/testing/sample";
import { strangers } from "@/testing/strangers";

/** The sample desk, signed in as an administrator. */
function administrator(): Handlers {
  const desk = sampleDesk();
  return { ...desk, session: () => ({ ...(desk.session?.({}) as object), role: "ADMIN" }) as never };
}

/** How many days an instant of an input lies back. */
function daysAgo(input: unknown, name: string): number {
  const at = (input as Record<string, string> | undefined)?.[name] ?? "";
  return (Date.now() - Date.parse(at)) / 86_400_000;
}

describe("activity", () => {
  it("lists what was done and shows its changes field by field", async () => {
    const { user } = renderWindow("/activity", sampleDesk());
    await screen.findByRole("row", { name: /TICKET-1001.*Jordan Smith.*2 tickets, 1 representative/ });
    expect(screen.getByRole("row", { name: /Undone/ })).toBeVisible();
    await user.keyboard("{Enter}");
    expect(await screen.findByText("Alex Rivera changed 1 row")).toBeVisible();
    const priority = (await screen.findByText("Priority")).parentElement as HTMLElement;
    expect(priority).toHaveTextContent("High to Urgent");
    expect(screen.getByText("followed by itself")).toBeVisible();
  });

  it("says of what was purged that its values are gone", async () => {
    const desk = sampleDesk();
    const page = desk.activity_entries?.({ group: 40 } as never) as Output<"activity_entries">;
    const items = page.items.map((each) => ({ ...each, label: "", changes: [], purged: true }));
    renderWindow("/activity/40", { ...desk, activity_entries: () => ({ ...page, items }) });
    const said = await screen.findAllByText("purged: the values are gone");
    expect(said).toHaveLength(items.length);
    expect(within(said[0]?.closest("li") as HTMLElement).queryByRole("link")).toBeNull();
    expect(screen.queryByText("Priority")).toBeNull();
  });

  it("undoes one and redoes it, and names what was left as it is", async () => {
    const { user, sent } = renderWindow("/activity/40", sampleDesk());
    await screen.findByRole("button", { name: /^Undo this/ });
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("Its status was changed since.", { exact: false })).toBeVisible();
    expect(screen.getByText("2 rows changed")).toBeVisible();
    expect(sent.find(({ name }) => name === "undo")?.input).toMatchObject({ group: 40 });
    expect(await violations()).toEqual([]);
    await user.click(await screen.findByRole("button", { name: /^Redo this/ }));
    await waitFor(() => expect(sent.find(({ name }) => name === "redo")?.input).toMatchObject({ group: 40 }));
  }, 60_000);

  it("says why one could not be undone, and shows it as it was", async () => {
    const { user } = renderWindow("/activity/41", {
      ...sampleDesk(),
      undo: () => {
        throw { code: "FORBIDDEN", message: "A team lead undoes what others did." };
      },
    });
    await screen.findByRole("button", { name: /^Undo this/ });
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("A team lead undoes what others did.")).toBeVisible();
    expect(await screen.findByRole("button", { name: /^Undo this/ })).toBeEnabled();
  });

  it("filters by whom, of what and since when, in the address", async () => {
    const { user, sent } = renderWindow("/activity", sampleDesk());
    await user.click(await screen.findByRole("button", { name: "Filter" }));
    await user.click(await screen.findByRole("combobox", { name: "By whom" }));
    await choose(user, "Jordan Smith");
    await user.click(screen.getByRole("combobox", { name: "Since" }));
    await choose(user, "7 days ago");
    await waitFor(() => {
      const asked = sent.findLast(({ name }) => name === "list_activity")?.input;
      expect(asked).toMatchObject({
        filter: { actor: "00000002-0000-4000-8000-000000000002", after: expect.stringMatching(/Z$/) },
      });
    });
    expect(location.hash).toMatch(/days=.*7/);
  });
});

describe("what was deleted", () => {
  it("comes back by one key", async () => {
    const { user, sent } = renderWindow("/activity?tab=deleted", sampleDesk());
    await screen.findByRole("row", { name: /48099 75.00.*1 more with it/ });
    await user.keyboard("{Enter}");
    expect(await screen.findByText(/1 other row went with it/)).toBeVisible();
    expect(screen.getByRole("button", { name: /^Purge/ })).toBeDisabled();
    expect(await violations()).toEqual([]);
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() =>
      expect(sent.find(({ name }) => name === "restore_row")?.input).toMatchObject({ table: "refunds" }),
    );
    expect(await screen.findByText("Restored 48099 75.00")).toBeVisible();
  }, 60_000);

  it("is purged by an administrator only, and after a question", async () => {
    const { user, sent } = renderWindow("/activity?tab=deleted", administrator());
    await screen.findByRole("row", { name: /48099/ });
    await user.keyboard("{Enter}{Delete}");
    const dialog = within(await screen.findByRole("dialog", { name: "Purge 48099 75.00?" }));
    expect(sent.some(({ name }) => name === "purge")).toBe(false);
    await user.click(dialog.getByRole("button", { name: /^Purge/ }));
    expect(await screen.findByText("Purged 1 row")).toBeVisible();
  });

  it("is purged by its age", async () => {
    const { user, sent } = renderWindow("/activity?tab=deleted", administrator());
    await user.click(await screen.findByRole("button", { name: "Purge what was deleted long ago" }));
    const days = await screen.findByRole("textbox", { name: /^Deleted more than/ });
    await user.clear(days);
    await user.type(days, "30{Control>}{Enter}{/Control}");
    await waitFor(() => expect(sent.some(({ name }) => name === "purge")).toBe(true));
    expect(daysAgo(sent.find(({ name }) => name === "purge")?.input, "before")).toBeCloseTo(30, 1);
  });
});

describe("the desk as it was", () => {
  it("is shown for the moment on the slider, and now again by Escape", async () => {
    const { user, sent } = renderWindow("/activity?tab=past", sampleDesk());
    const slider = await screen.findByRole("slider", { name: "The moment that is looked at" });
    expect(slider).toHaveAttribute("aria-valuetext", "Now");
    expect(await screen.findByText("TICKET-1001")).toBeVisible();
    fireEvent.keyDown(slider, { key: "ArrowLeft" });
    expect(await screen.findByText(/^The desk as it was on/)).toBeVisible();
    await waitFor(() => {
      expect(daysAgo(sent.findLast(({ name }) => name === "list_tickets")?.input, "asOf")).toBeCloseTo(1, 1);
    });
    await user.click(screen.getByRole("button", { name: "Customers" }));
    expect(await screen.findByRole("table", { name: "Customers" })).toBeVisible();
    expect(await violations()).toEqual([]);
    await user.keyboard("{Escape}");
    expect(await screen.findByText(/^This is the desk as it is now/)).toBeVisible();
    await waitFor(() => expect(location.hash).not.toContain("at="));
  }, 60_000);

  it("begins before an operation that is looked at", async () => {
    const { user } = renderWindow("/activity/40", sampleDesk());
    await screen.findByRole("button", { name: /^Undo this/ });
    await user.keyboard("b");
    expect(await screen.findByText(/^The desk as it was on/)).toBeVisible();
  });

  it.each(["deleted", "past"])("takes every text of %s from the catalogue", async (tab) => {
    useToasts.getState().dismiss();
    i18next.use({ type: "postProcessor", name: "pseudo", process: (text: string) => `⟦${text}⟧` });
    i18next.options.postProcess = ["pseudo"];
    try {
      const { client } = renderWindow(`/activity?tab=${tab}`, sampleDesk());
      await screen.findByRole("main");
      await waitFor(() => expect(client.isFetching()).toBe(0));
      expect(strangers(sampleDesk())).toEqual([]);
    } finally {
      i18next.options.postProcess = false;
    }
  });
});
