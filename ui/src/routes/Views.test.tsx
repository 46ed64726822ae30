import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { emitChanged } from "@/api/mock";
import { violations } from "@/testing/axe";
import { renderWindow } from "@/testing/render";
import { sampleDesk } from "@/testing/sample";

const navigation = async () => within(await screen.findByRole("navigation", { name: "Main" }));

it("opens a saved view with its filters, and shows how many it holds", async () => {
  const { user, sent } = renderWindow("/today", sampleDesk());
  const link = await (await navigation()).findByRole("link", { name: /Urgent and high/ });
  await waitFor(() => expect(link).toHaveTextContent("3"));
  await user.click(link);
  expect(await screen.findByRole("heading", { name: "Urgent and high" })).toBeVisible();
  await waitFor(() =>
    expect(sent.findLast(({ name }) => name === "list_queue")?.input).toMatchObject({
      filter: { status: ["OPEN", "IN_PROGRESS", "WAITING"], priority: ["HIGH", "URGENT"] },
      sort: { field: "createdAt", direction: "asc" },
    }),
  );
  expect(link).toHaveAttribute("aria-current", "page");
});

it("saves what the queue shows, and renames, shares and deletes it", async () => {
  const desk = sampleDesk();
  const { user, sent } = renderWindow("/queue?status=OPEN&priority=LOW", {
    ...desk,
    delete_saved_view: ({ id }) => desk.get_saved_view?.({ id }) as never,
  });
  const main = await navigation();
  await user.click(main.getByRole("button", { name: "Save what the queue shows as a view" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Save as a view" }));
  await user.type(dialog.getByLabelText(/^Name/), "Small things");
  expect(await violations()).toEqual([]);
  await user.click(dialog.getByRole("button", { name: /Save view/ }));
  expect(await main.findByRole("link", { name: /Small things/ })).toBeVisible();
  expect(sent.find(({ name }) => name === "create_saved_view")?.input).toMatchObject({
    name: "Small things",
    resource: "tickets",
    shared: false,
    filter: { status: ["OPEN"], priority: ["LOW"] },
  });

  await user.click(main.getByRole("button", { name: "What to do with the view Urgent and high" }));
  await user.click(await screen.findByRole("menuitem", { name: "Rename or share" }));
  const edit = within(await screen.findByRole("dialog", { name: "Edit the view" }));
  await user.clear(edit.getByLabelText(/^Name/));
  await user.type(edit.getByLabelText(/^Name/), "Loud{Control>}{Enter}{/Control}");
  expect(await main.findByRole("link", { name: /Loud/ })).toBeVisible();

  await user.click(main.getByRole("button", { name: "What to do with the view Loud" }));
  await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
  expect(await screen.findByText("View Loud deleted")).toBeVisible();
});

it("keeps what was changed of a saved view", async () => {
  const { user, sent } = renderWindow("/today", sampleDesk());
  await user.click(await (await navigation()).findByRole("link", { name: /Urgent and high/ }));
  await user.click(await screen.findByRole("button", { name: /^Priority:/ }));
  await user.click(await screen.findByRole("menuitemcheckbox", { name: "Urgent" }));
  await user.keyboard("{Escape}");
  await user.click(await screen.findByRole("button", { name: "Save the changed view" }));
  await waitFor(() =>
    expect(sent.find(({ name }) => name === "update_saved_view")?.input).toMatchObject({
      filter: { priority: ["HIGH"] },
    }),
  );
});

it("shows how many are one's own, overdue and asleep, and no more than is counted", async () => {
  const { sent } = renderWindow("/today");
  const main = await navigation();
  await waitFor(() => expect(main.getByRole("link", { name: /Overdue/ })).toHaveTextContent("1,000+"));
  expect(main.getByRole("link", { name: /Assigned to me/ })).toHaveTextContent("2");
  expect(main.getByRole("link", { name: /Sleeping/ })).toHaveTextContent("1");
  // Four are open, one of them sleeps.
  await waitFor(() => expect(main.getByRole("link", { name: /Open by SLA/ })).toHaveTextContent("3"));
  const asked = () => sent.filter(({ name }) => name === "count_queue").length;
  expect(asked()).toBe(1);
  await emitChanged("budgets");
  await emitChanged("ticket_work");
  await waitFor(() => expect(asked()).toBe(2));
});

afterEach(() => void vi.useRealTimers());

it("counts again when a due time has passed", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let late = 4;
  const none = { count: 0, atLeast: false };
  renderWindow("/today", {
    count_queue: () => ({
      mine: none,
      late: { count: late, atLeast: false },
      snoozed: none,
      until: new Date(Date.now() + 60_000).toISOString(),
    }),
  });
  const main = await navigation();
  await waitFor(() => expect(main.getByRole("link", { name: /Overdue/ })).toHaveTextContent("4"));
  late = 5;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(main.getByRole("link", { name: /Overdue/ })).toHaveTextContent("4");
  await vi.advanceTimersByTimeAsync(32_000);
  await waitFor(() => expect(main.getByRole("link", { name: /Overdue/ })).toHaveTextContent("5"));
});
