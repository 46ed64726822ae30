import { emit } from "@tauri-apps/api/event";
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { DeskStatus } from "@/api/desk";
import { useLayout } from "@/lib/layout";
import { violations } from "@/testing/axe";
import { renderWindow, session } from "@/testing/render";
import { slugOf } from "./slug";

const closed: DeskStatus = { state: "closed", path: null, organizations: 0, version: "0.1.0" };
const opened: DeskStatus = { state: "open", path: "demo.db", organizations: 1, version: "0.1.0" };

/** A window whose desk is closed until `answers` opens one. */
function begin(answers: Record<string, (input: never) => unknown>) {
  const state = { desk: closed, signedIn: false };
  const view = renderWindow("/today", {
    desk_status: () => state.desk,
    session: () => (state.signedIn ? session : null),
    list_sign_ins: () => ({
      items: [{ id: "u1", name: "Alex Rivera", email: "a@acme.example", role: "ADMIN" }],
    }),
    ...answers,
  } as never);
  return { ...view, state };
}

describe("the start", () => {
  it("makes a short name of a name", () => {
    expect(["Acme Corp", "Zoë & Söhne", "  --  "].map(slugOf)).toEqual(["acme-corp", "zoe-sohne", ""]);
  });

  it.each(["light", "dark"] as const)("has no accessibility faults in %s", async (theme) => {
    useLayout.getState().setTheme(theme);
    const { user } = begin({});
    await screen.findByRole("button", { name: "Explore the demo" });
    expect(await violations()).toEqual([]);
    await user.keyboard("n");
    await screen.findByRole("textbox", { name: /Organization name/ });
    expect(await violations()).toEqual([]);
    useLayout.getState().setTheme("system");
  });

  it("shows how far the demo is and goes on to the sign-in", async () => {
    let finish = () => {};
    const { user, state } = begin({
      desk_explore_demo: () =>
        new Promise((resolve) => {
          finish = () => {
            state.desk = opened;
            resolve(opened);
          };
        }),
    });
    await user.click(await screen.findByRole("button", { name: "Explore the demo" }));
    await screen.findByRole("progressbar");
    await waitFor(async () => {
      await emit("progress", { task: "tickets", done: 2500, total: 10000 });
      expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "25");
    });
    expect(screen.getByText("2,500 of 10,000")).toBeVisible();
    finish();
    expect(await screen.findByRole("option", { name: /Alex Rivera/ })).toBeVisible();
  });

  it("shows how far an older file is", async () => {
    let finish = () => {};
    const { user, state } = begin({
      desk_open: () =>
        new Promise((resolve) => {
          finish = () => {
            state.desk = opened;
            resolve(opened);
          };
        }),
    });
    await user.click(await screen.findByRole("button", { name: /^Open a file/ }));
    expect(await screen.findByText("Waiting for a file to be chosen")).toBeVisible();
    await waitFor(async () => {
      await emit("progress", { task: "open", done: 1024, total: 4096 });
      expect(screen.getByRole("progressbar", { name: /ready/ })).toHaveAttribute("aria-valuenow", "25");
    });
    expect(screen.queryByText("Waiting for a file to be chosen")).toBeNull();
    finish();
    expect(await screen.findByRole("option", { name: /Alex Rivera/ })).toBeVisible();
  });

  it("founds an organization and says at the field what was refused", async () => {
    let tries = 0;
    const { user, sent, state } = begin({
      desk_new: () => {
        state.desk = { ...opened, organizations: 0 };
        return state.desk;
      },
      create_organization: () => {
        tries += 1;
        if (tries === 1) throw { code: "CONFLICT", message: "taken, choose another", field: "slug" };
        state.desk = opened;
        return session.organization;
      },
      sign_in: () => {
        state.signedIn = true;
        return session;
      },
    });
    await user.click(await screen.findByRole("button", { name: "Start an organization" }));
    await user.click(screen.getByRole("button", { name: "Create organization" }));
    expect(screen.getAllByText("Fill this in")).toHaveLength(4);
    expect(sent.some(({ name }) => name === "desk_new")).toBe(false);

    await user.type(screen.getByRole("textbox", { name: /Organization name/ }), "Acme Corp");
    expect(screen.getByRole("textbox", { name: /Short name/ })).toHaveValue("acme-corp");
    await user.type(screen.getByRole("textbox", { name: /Your name/ }), "Ada");
    await user.type(screen.getByRole("textbox", { name: /Your email/ }), "ada@acme.example{Enter}");
    expect(await screen.findByText("taken, choose another")).toBeVisible();
    expect(screen.getByRole("textbox", { name: /Short name/ })).toHaveAttribute("aria-invalid", "true");

    await user.type(screen.getByRole("textbox", { name: /Short name/ }), "-2{Enter}");
    expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
    expect(sent.filter(({ name }) => name === "desk_new")).toHaveLength(1);
    const [, second] = sent.filter(({ name }) => name === "create_organization");
    expect(second?.input).toMatchObject({
      name: "Acme Corp",
      slug: "acme-corp-2",
      admin: { name: "Ada", email: "ada@acme.example" },
    });
  });

  it("stays when opening a file is cancelled, and says why a file was refused", async () => {
    let answer: () => unknown = () => null;
    const { user } = begin({ desk_open: () => answer() });
    await user.click(await screen.findByRole("button", { name: "Open a file" }));
    answer = () => {
      throw { code: "VALIDATION", message: "This file is not a desk." };
    };
    await waitFor(() => expect(screen.getByRole("button", { name: "Open a file" })).toBeEnabled());
    await user.click(screen.getByRole("button", { name: "Open a file" }));
    expect(await screen.findByText("This file is not a desk.")).toBeVisible();
  });
});
