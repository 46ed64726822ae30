import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { emitChanged } from "@/api/mock";
import type { SyncStatus } from "@/api/sync";
import { useLayout } from "@/lib/layout";
import { violations } from "@/testing/axe";
import { renderWindow, session } from "@/testing/render";
import { sampleDesk, sampleIds } from "@/testing/sample";
import { faultOf, holdsPassword } from "./address";
import { type Moment, noted, rateOf } from "./rate";
import { saidOf } from "./words";

const at = "2026-01-05T09:00:00.000000Z";
const inTouch: SyncStatus = {
  hub: "postgres://desk_acme_ada@db.example.com:5432/acme",
  device: "desk_acme_ada",
  organization: "o1",
  pending: { operations: 0, entries: 0 },
  waiting: 0,
  refused: 0,
  conflicts: 0,
  records: 0,
  unfit: [],
  lastSuccess: at,
  lastError: null,
  standing: { state: "synced", since: at },
};
const offline: SyncStatus = {
  ...inTouch,
  pending: { operations: 12, entries: 20 },
  waiting: 3,
  refused: 1,
  conflicts: 4,
  records: 2,
  standing: { state: "offline", since: at, message: "The hub cannot be reached: connection refused." },
};

describe("an address", () => {
  it.each([
    ["", "needed"],
    ["db.example.com/acme", "scheme"],
    ["http://db.example.com/acme", "scheme"],
    ["postgres:///acme", "host"],
    ["postgres://u:p@db.example.com", "database"],
    ["postgres://u:p@db.example.com/", "database"],
    [" postgresql://u:p@db.example.com:5432/acme?sslmode=verify-full ", undefined],
    ["postgres://u@%2Ftmp/acme", undefined],
    ["postgres:///acme?host=db", undefined],
  ])("%j: %s", (address, fault) => expect(faultOf(address)).toBe(fault));

  it("may hold the password itself", () => {
    expect(holdsPassword("postgres://u:p@h/d")).toBe(true);
    expect(holdsPassword("postgres://u@h/d?password=p")).toBe(true);
    expect(holdsPassword("postgres://u@h:5432/d")).toBe(false);
    expect(holdsPassword("postgres://u:@h/d")).toBe(false);
  });
});

describe("a rate", () => {
  it("is that of the last seconds", () => {
    const all: Moment[] = [];
    let moments = all;
    for (const [time, done] of [
      [0, 0],
      [1000, 100],
      [6500, 1200],
    ] as const)
      moments = noted(moments, { at: time, done });
    expect(moments.map(({ at }) => at)).toEqual([6500]);
    moments = noted(moments, { at: 7500, done: 1700 });
    expect(rateOf(moments)).toBe(500);
    expect(rateOf([])).toBeNull();
    expect(noted(moments, { at: 7600, done: 5 })).toEqual([{ at: 7600, done: 5 }]);
  });
});

describe("the badge", () => {
  it("says what waits before anything else", () => {
    expect(saidOf(inTouch, false).words).toBe("synced");
    expect(saidOf(offline, false)).toMatchObject({ words: "waits", waits: 14, decide: 3, urgent: false });
    const quick: SyncStatus = { ...inTouch, standing: { state: "syncing", since: at } };
    expect([saidOf(quick, false).words, saidOf(quick, true).words]).toEqual(["synced", "syncing"]);
    const stopped: SyncStatus = { ...offline, standing: { state: "stopped", since: at } };
    expect(saidOf(stopped, false)).toMatchObject({ words: "stopped", urgent: true });
  });

  it("is not there in a desk that was never connected", async () => {
    const { sent } = renderWindow("/settings");
    expect(await screen.findByText("Saved on this machine")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Sync/ })).toBeNull();
    await emitChanged("tickets");
    expect(sent.some(({ name }) => name.startsWith("sync_"))).toBe(false);
  });

  it.each(["light", "dark"] as const)("tells in sentences what it says, in %s", async (theme) => {
    useLayout.getState().setTheme(theme);
    let status = offline;
    const { user, sent } = renderWindow("/settings", {
      sync_status: () => status,
      sync_now: () => null,
      sync_disconnect: () => null,
    });
    const badge = await screen.findByRole("button", { name: "Sync: Saved here - 14 to sync - 3 to decide" });
    await user.click(badge);
    const popover = await screen.findByRole("dialog", { name: "Sync" });
    expect(within(popover).getByText("The hub cannot be reached")).toBeVisible();
    expect(within(popover).getByText(/^Since .*Work goes on/)).toBeVisible();
    expect(within(popover).getByText(/connection refused/)).toBeVisible();
    expect(within(popover).getByRole("link", { name: "3 things" })).toBeVisible();
    expect(await violations()).toEqual([]);

    status = inTouch;
    await user.click(within(popover).getByRole("button", { name: "Sync now" }));
    expect(await screen.findByRole("button", { name: "Sync: All saved" })).toBeVisible();
    expect(sent.map(({ name }) => name)).toContain("sync_now");

    await user.click(within(popover).getByRole("button", { name: "Disconnect" }));
    const ask = await screen.findByRole("dialog", { name: "Disconnect from the hub?" });
    await user.click(within(ask).getByRole("button", { name: "Disconnect" }));
    await waitFor(() => expect(sent.map(({ name }) => name)).toContain("sync_disconnect"));
    useLayout.getState().setTheme("system");
  });

  it("follows what the shell tells", async () => {
    let status = inTouch;
    renderWindow("/settings", { sync_status: () => status });
    expect(await screen.findByRole("button", { name: "Sync: All saved" })).toBeVisible();
    status = { ...inTouch, standing: { state: "offline", since: at } };
    await emitChanged("sync");
    expect(await screen.findByRole("button", { name: "Sync: Saved here - offline" })).toBeVisible();
    status = { ...status, pending: { operations: 1, entries: 1 } };
    await emitChanged("tickets");
    expect(await screen.findByRole("button", { name: "Sync: Saved here - 1 to sync" })).toBeVisible();
  });
});

describe("a hub that asks for the password", () => {
  it.each(["light", "dark"] as const)("is given it, and the exchange goes on, in %s", async (theme) => {
    useLayout.getState().setTheme(theme);
    let status: SyncStatus = {
      ...offline,
      standing: { state: "password", since: at, message: "The keyring has no password for this hub." },
    };
    let wrong = true;
    const { user, sent } = renderWindow("/settings", {
      sync_status: () => status,
      sync_connect: () => {
        if (wrong) throw { code: "FORBIDDEN", message: "The hub refuses the user or the password." };
        status = inTouch;
        return { state: "open", path: "a.db", organizations: 1, version: "0.1.0" };
      },
    } as never);
    await user.click(await screen.findByRole("button", { name: /^Sync: Sync needs a password/ }));
    const popover = await screen.findByRole("dialog", { name: "Sync" });
    expect(within(popover).getByText("The hub asks for a password")).toBeVisible();
    expect(within(popover).getByText(/keyring has no password/)).toBeVisible();
    expect(await violations()).toEqual([]);
    await user.click(within(popover).getByRole("button", { name: /password/ }));

    const dialog = await screen.findByRole("dialog", { name: "Enter the hub's password" });
    // The hub is known: nothing but the password is asked for, and it is not to be read.
    expect(within(dialog).queryByRole("textbox", { name: /Address/ })).toBeNull();
    const field = within(dialog).getByLabelText("Password");
    expect(field).toHaveAttribute("type", "password");
    await user.type(field, "guessed");
    await user.click(within(dialog).getByRole("button", { name: "Connect" }));
    expect(await within(dialog).findByText(/refuses the user/)).toBeVisible();
    expect(await violations()).toEqual([]);

    wrong = false;
    await user.clear(within(dialog).getByLabelText("Password"));
    await user.type(within(dialog).getByLabelText("Password"), "s3cret");
    await user.click(within(dialog).getByRole("button", { name: "Connect" }));
    await waitFor(() =>
      expect(screen.queryByRole("dialog", { name: "Enter the hub's password" })).toBeNull(),
    );
    const given = sent.filter(({ name }) => name === "sync_connect").map(({ input }) => input);
    expect(given.at(-1)).toEqual({ url: inTouch.hub, password: "s3cret" });
    await emitChanged("sync");
    expect(await screen.findByRole("button", { name: "Sync: All saved" })).toBeVisible();
    useLayout.getState().setTheme("system");
  });
});

describe("a file that another program exchanges", () => {
  it("says so, unless something waits", async () => {
    let status: SyncStatus = { ...inTouch, standing: { state: "elsewhere", since: at } };
    const { user } = renderWindow("/settings", { sync_status: () => status });
    await user.click(await screen.findByRole("button", { name: "Sync: Another program syncs" }));
    const popover = await screen.findByRole("dialog", { name: "Sync" });
    expect(within(popover).getByText("Another program syncs this file")).toBeVisible();
    expect(within(popover).getByText("It goes on here when that one ends.")).toBeVisible();
    status = { ...status, pending: { operations: 2, entries: 2 } };
    await emitChanged("tickets");
    expect(await screen.findByRole("button", { name: "Sync: Saved here - 2 to sync" })).toBeVisible();
  });
});

describe("what the hub was not told yet", () => {
  it("is marked in the list, its foot and the head of what is open", async () => {
    const open = sampleIds.queue as string;
    let untold = [open];
    const { sent } = renderWindow(`/queue/${open}`, {
      ...sampleDesk(),
      sync_status: () => inTouch,
      sync_unsettled: ({ ids }: { ids: string[] }) => ids.filter((id) => untold.includes(id)),
    } as never);
    await waitFor(() => expect(screen.getAllByRole("img", { name: "not synced yet" })).toHaveLength(2));
    expect(screen.getByText("not synced yet")).toBeVisible();
    const asked = sent.filter(({ name }) => name === "sync_unsettled");
    expect(asked.every(({ input }) => (input as { ids: string[] }).ids.length <= 100)).toBe(true);
    untold = [];
    await emitChanged("sync");
    await waitFor(() => expect(screen.queryByText("not synced yet")).toBeNull());
    expect(screen.queryByRole("img", { name: "not synced yet" })).toBeNull();
  });
});

describe("joining a hub", () => {
  const closed = { state: "closed", path: null, organizations: 0, version: "0.1.0" } as const;

  it.each(["light", "dark"] as const)(
    "checks, shows how far it is, and can be cancelled, in %s",
    async (theme) => {
      useLayout.getState().setTheme(theme);
      const state = { opened: false };
      let answer: (value: unknown) => void = () => {};
      let refuse: (value: unknown) => void = () => {};
      const { user, sent } = renderWindow("/start", {
        desk_status: () =>
          state.opened ? { ...closed, state: "open", path: "a.db", organizations: 1 } : closed,
        session: () => (state.opened ? session : null),
        desk_cancel: () => null,
        sync_connect: () =>
          new Promise((resolve, reject) => {
            answer = resolve;
            refuse = reject;
          }),
      });
      await user.click(await screen.findByRole("button", { name: "Join your team's hub" }));
      const dialog = await screen.findByRole("dialog", { name: "Join your team's hub" });
      const connect = () => user.click(within(dialog).getByRole("button", { name: /^(Connect|Go on)$/ }));
      await connect();
      expect(within(dialog).getByText("Fill this in")).toBeVisible();
      const address = within(dialog).getByRole("textbox", { name: /Address/ });
      await user.type(address, "db.example.com");
      expect(within(dialog).getByText(/begins with postgres/)).toBeVisible();
      expect(address).toHaveAttribute("aria-invalid", "true");
      expect(await violations()).toEqual([]);
      expect(sent.some(({ name }) => name === "sync_connect")).toBe(false);

      await user.clear(address);
      await user.type(address, "postgres://u@db.example.com/acme");
      await user.type(within(dialog).getByLabelText("Password"), "s3cret");
      await connect();
      const [first] = sent.filter(({ name }) => name === "sync_connect");
      expect(first?.input).toEqual({ url: "postgres://u@db.example.com/acme", password: "s3cret" });
      await emit("joining", { phase: "rows", done: 2500, total: 10000 });
      expect(await within(dialog).findByText("2,500 of 10,000")).toBeVisible();
      expect(within(dialog).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "25");
      expect(await violations()).toEqual([]);

      await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
      expect(sent.map(({ name }) => name)).toContain("desk_cancel");
      refuse({ code: "CONFLICT", message: "It was cancelled." });
      expect(await within(dialog).findByText(/connecting again goes on from there/)).toBeVisible();

      await connect();
      refuse({ code: "FORBIDDEN", message: "The hub refuses the user or the password." });
      expect(await within(dialog).findByText(/refuses the user/)).toBeVisible();
      await connect();
      state.opened = true;
      answer({ ...closed, state: "open", path: "a.db", organizations: 1 });
      expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
      useLayout.getState().setTheme("system");
    },
  );
});
