import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { violations } from "@/testing/axe";
import { choose } from "@/testing/choose";
import { renderWindow } from "@/testing/render";
import { sampleDesk, sampleIds } from "@/testing/sample";

const refund = `/refunds/${sampleIds.refunds}`;

describe("refunds", () => {
  it("open with the limits they are held against, and the budget's way", async () => {
    const { user } = renderWindow("/refunds", sampleDesk());
    expect(await screen.findByRole("row", { name: /120.00.*John Doe/ })).toBeVisible();
    expect(screen.getByText("825.00 in all")).toBeVisible();
    expect(await screen.findByText("Decided lately")).toBeVisible();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "120.00" })).toBeVisible();
    expect(await screen.findByText("Within every limit: you may approve it")).toBeVisible();
    expect(screen.getByRole("meter", { name: /^John Doe since.*170.00 of 500.00/ })).toBeVisible();
    expect(screen.getByText("50.00 approved, AI bug")).toBeVisible();
    expect(await screen.findByRole("link", { name: "TICKET-1001" })).toBeVisible();
    expect(await screen.findByRole("img", { name: /5,800.00 left today.*runs out on/ })).toBeVisible();
    expect(await screen.findByText(/make 4,200.00 spent/)).toBeVisible();
    expect(await violations()).toEqual([]);
  }, 60_000);

  it("shows the chart's rows as a table", async () => {
    const { user } = renderWindow(refund, sampleDesk());
    await user.click(await screen.findByRole("button", { name: "Show as a table" }));
    expect(within(screen.getByRole("table", { name: /^Budget, / })).getAllByRole("row")).toHaveLength(13);
    expect(screen.getByRole("button", { name: "Export these rows as CSV" })).toBeEnabled();
  });

  it("say why one cannot be approved, and let it be rejected by key", async () => {
    const { user, sent } = renderWindow("/refunds/00000007-0000-4000-8000-000000000003", sampleDesk());
    expect(await screen.findByText("Only 500.00 of this customer's limit is left.")).toBeVisible();
    expect(screen.getByRole("button", { name: /^Approve 620.00/ })).toBeDisabled();
    await user.keyboard("{Shift>}X{/Shift}");
    await waitFor(() => expect(sent.some(({ name }) => name === "reject_refund")).toBe(true));
    expect(await screen.findByText("Rejected 620.00")).toBeVisible();
  });

  it("let an administrator without a representative's row name who approves", async () => {
    const desk = sampleDesk();
    const { user, sent } = renderWindow(refund, {
      ...desk,
      session: () => ({ ...(desk.session?.({}) as object), role: "ADMIN", representative: null }) as never,
      refund_card: (input) =>
        ({
          ...(desk.refund_card?.(input) as object),
          verdict: { code: "FORBIDDEN", message: "Name the approver." },
        }) as never,
    });
    await screen.findByText("Name the approver.");
    await user.keyboard("{Control>}{Enter}{/Control}");
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("button", { name: /^Approve 120.00/ })).toBeDisabled();
    await user.click(dialog.getByRole("combobox", { name: /^Approved by/ }));
    await choose(user, "Jordan Smith");
    await user.click(dialog.getByRole("button", { name: /^Approve 120.00/ }));
    await waitFor(() =>
      expect(sent.find(({ name }) => name === "approve_refund")?.input).toMatchObject({
        approvedBy: "00000003-0000-4000-8000-000000000002",
      }),
    );
  });

  it("puts back what was refused after all, with the reason", async () => {
    const { user } = renderWindow(refund, {
      ...sampleDesk(),
      approve_refund: () => {
        throw { code: "BUDGET_EXCEEDED", message: "Somebody spent the rest meanwhile." };
      },
    });
    await screen.findByText("Within every limit: you may approve it");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByRole("dialog");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("Somebody spent the rest meanwhile.")).toBeVisible();
    expect(await screen.findByRole("button", { name: /^Approve 120.00/ })).toBeEnabled();
  });

  it("warn of an order that was refunded before, while another is asked for", async () => {
    const { user } = renderWindow("/refunds", sampleDesk());
    await screen.findByRole("row", { name: /120.00.*John Doe/ });
    await user.keyboard("c");
    const form = within(await screen.findByRole("dialog"));
    await user.type(form.getByRole("textbox", { name: /^Order/ }), "48001");
    expect(await form.findByText("Order 48001 was refunded before")).toBeVisible();
    expect(form.getByText(/^John Doe: 120.00, pending/)).toBeVisible();
  });
});

describe("budgets", () => {
  it("show every cent that was spent and the alerts that were raised", async () => {
    const { user, sent } = renderWindow(`/budgets/${sampleIds.budgets}`, sampleDesk());
    expect(await screen.findByText("Budget 40 % spent")).toBeVisible();
    expect(
      await screen.findByText(/680.00 at its opening and 3,520.00 in records make 4,200.00/),
    ).toBeVisible();
    await user.keyboard("{Shift>}R{/Shift}");
    await waitFor(() => expect(sent.some(({ name }) => name === "roll_budgets")).toBe(true));
    expect(await screen.findByText("No period has ended")).toBeVisible();
  });
});
