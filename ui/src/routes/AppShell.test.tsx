import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { clashes } from "@/actions";
import { emitChanged } from "@/api/mock";
import { screens } from "@/lib/screens";
import { violations } from "@/testing/axe";
import { renderWindow } from "@/testing/render";

const navigation = () => screen.findByRole("navigation", { name: "Main" });

describe("the shell", () => {
  it("shows who is signed in and what the views hold", async () => {
    renderWindow("/today");
    const main = within(await navigation());
    expect(main.getByText("Acme Corp")).toBeVisible();
    expect(main.getByText("Online - 7 of 10 chats")).toBeVisible();
    await waitFor(() =>
      expect(main.getByRole("link", { name: /Waiting on customer/ })).toHaveTextContent("1"),
    );
  });

  it("reads counts again when tickets change, and not when something else does", async () => {
    let open = 3;
    const { sent } = renderWindow("/today", {
      count_tickets: () => ({ byStatus: { OPEN: open }, total: open }),
    });
    const main = within(await navigation());
    await waitFor(() => expect(main.getByRole("link", { name: /^Open(?! by)/ })).toHaveTextContent("3"));
    open = 2;
    await emitChanged("budgets");
    await emitChanged("tickets");
    await waitFor(() => expect(main.getByRole("link", { name: /^Open(?! by)/ })).toHaveTextContent("2"));
    expect(sent.filter(({ name }) => name === "count_tickets")).toHaveLength(2);
  });

  it("goes to a screen by its keys", async () => {
    const { user } = renderWindow("/today");
    await navigation();
    await user.keyboard("gr");
    await waitFor(() => expect(location.hash).toMatch(/^#\/refunds/));
  });

  it("opens the palette by Ctrl+K and runs a command", async () => {
    const { user } = renderWindow("/today");
    await navigation();
    await user.keyboard("{Control>}k{/Control}");
    const input = await screen.findByPlaceholderText("Search or run");
    await user.type(input, "escal");
    expect(screen.getAllByRole("option")).toHaveLength(1);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(location.hash).toMatch(/^#\/escalations/));
    await waitFor(() => expect(screen.queryByPlaceholderText("Search or run")).toBeNull());
  });

  it("lists all keys by ?", async () => {
    const { user } = renderWindow("/today");
    await navigation();
    await user.keyboard("?");
    const sheet = within(await screen.findByRole("dialog"));
    for (const { keys } of screens) expect(keys).toMatch(/^g .$/);
    expect(sheet.getByText("Customers")).toBeVisible();
  });

  it("has no accessibility faults, nor two actions on one key", async () => {
    renderWindow("/queue");
    await navigation();
    expect(clashes()).toEqual([]);
    expect(await violations()).toEqual([]);
  });
});

describe("the guard", () => {
  it("leads a closed desk to the start", async () => {
    renderWindow("/queue", {
      desk_status: () => ({ state: "closed", path: null, organizations: 0, version: "0" }),
    });
    await waitFor(() => expect(location.hash).toBe("#/start"));
  });

  it("leads the signed-out to the sign-in", async () => {
    renderWindow("/queue", { session: () => null, list_sign_ins: () => ({ items: [] }) });
    await waitFor(() => expect(location.hash).toBe("#/sign-in"));
  });
});
