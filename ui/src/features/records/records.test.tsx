import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { violations } from "@/testing/axe";
import { choose } from "@/testing/choose";
import { renderWindow } from "@/testing/render";
import { sampleDesk } from "@/testing/sample";

const dialog = async () => within(await screen.findByRole("dialog"));

describe("records", () => {
  it("makes a rule with conditions, and says at the field what was refused", async () => {
    let tries = 0;
    const desk = sampleDesk();
    const { user, sent } = renderWindow("/rules", {
      ...desk,
      create_decision_rule: (input) => {
        tries += 1;
        if (tries === 1)
          throw { code: "VALIDATION", message: "conditions must be fewer.", field: "conditions" };
        return desk.create_decision_rule?.(input) as never;
      },
    });
    await screen.findByRole("grid", { name: "Rules" });
    await user.keyboard("c");
    const form = await dialog();
    await user.click(form.getByRole("button", { name: /^Create/ }));
    expect(form.getAllByText("Fill this in").length).toBeGreaterThan(2);

    await user.type(form.getByRole("textbox", { name: /^Name/ }), "Small refunds");
    await user.type(form.getByRole("textbox", { name: /^Description/ }), "Pay them at once");
    await user.type(form.getByRole("textbox", { name: /^Priority/ }), "7");
    await user.click(form.getByRole("button", { name: "Add condition" }));
    await user.type(form.getByRole("textbox", { name: "Condition 1, field" }), "refund_amount");
    await user.type(form.getByRole("textbox", { name: "Condition 1, value" }), "50");
    await user.click(form.getByRole("combobox", { name: /^Action/ }));
    await choose(user, "Auto approve refund");
    expect(await violations()).toEqual([]);
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await form.findByText("conditions must be fewer.")).toBeVisible();
    await user.click(form.getByRole("button", { name: /^Create/ }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent.findLast(({ name }) => name === "create_decision_rule")?.input).toMatchObject({
      name: "Small refunds",
      priority: 7,
      action: "AUTO_APPROVE_REFUND",
      conditions: [{ field: "refund_amount", operator: "eq", value: 50 }],
    });
  }, 60_000);

  it("sends only what was changed, and offers the old values back", async () => {
    const desk = sampleDesk();
    const { user, sent } = renderWindow("/rules", {
      ...desk,
      // The shell answers with copies; the sample writes into the row it gave.
      get_decision_rule: (input) => structuredClone(desk.get_decision_rule?.(input)) as never,
    });
    await screen.findByRole("grid", { name: "Rules" });
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: /^Edit/ }));
    const form = await dialog();
    const name = form.getByRole("textbox", { name: /^Name/ });
    const before = (name as HTMLInputElement).value;
    await user.clear(name);
    await user.type(name, "Renamed{Enter}");
    await user.click(await screen.findByRole("button", { name: /^Undo/ }));
    await waitFor(() => {
      const updates = sent.filter((each) => each.name === "update_decision_rule").map(({ input }) => input);
      expect(updates).toMatchObject([{ name: "Renamed" }]);
      expect(Object.keys(updates[0] as object).sort()).toEqual([
        "expectedUpdatedAt",
        "id",
        "name",
        "requestId",
      ]);
    });
    expect(await screen.findAllByText(before)).not.toHaveLength(0);
    expect(sent.filter((each) => each.name === "undo")).toHaveLength(1);
  });

  it("opens the next row after one was deleted", async () => {
    const desk = sampleDesk();
    const { user, sent } = renderWindow("/refunds", { ...desk, delete_refund: () => ({}) as never });
    await screen.findByRole("row", { name: /120.00.*John Doe/ });
    await user.keyboard("{Enter}");
    await screen.findByRole("heading", { name: "120.00" });
    await user.keyboard("{Delete}");
    await user.click((await dialog()).getByRole("button", { name: "Delete" }));
    expect(await screen.findByRole("heading", { name: "85.00" })).toBeVisible();
    expect(sent.filter(({ name }) => name === "delete_refund")).toHaveLength(1);
  });

  it("filters by its chips and keeps that in the address", async () => {
    const { user, sent } = renderWindow("/refunds", sampleDesk());
    await screen.findByRole("row", { name: /120.00.*John Doe/ });
    await user.click(screen.getByRole("button", { name: "Approved" }));
    await waitFor(() => expect(location.hash).toContain("status=APPROVED"));
    await waitFor(() =>
      expect(sent.findLast(({ name }) => name === "list_refunds")?.input).toMatchObject({
        filter: { status: ["APPROVED"] },
      }),
    );
  });

  it("lets a junior look and ask, but not decide", async () => {
    const desk = sampleDesk();
    const { user } = renderWindow("/refunds", {
      ...desk,
      session: () => ({ ...(desk.session?.({}) as object), role: "JUNIOR_SUPPORT" }) as never,
    });
    await screen.findByRole("row", { name: /120.00.*John Doe/ });
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("button", { name: /^Approve 120/ })).toBeDisabled();
    expect(screen.getByRole("button", { name: /^Edit/ })).toBeDisabled();
    expect(screen.getByRole("button", { name: "New refund" })).toBeEnabled();
  });

  it("asks once more before money goes", async () => {
    const { user, sent } = renderWindow("/refunds", sampleDesk());
    await screen.findByRole("row", { name: /120.00.*John Doe/ });
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: /^Approve 120.00/ }));
    expect(sent.some(({ name }) => name === "approve_refund")).toBe(false);
    await user.click((await dialog()).getByRole("button", { name: /^Approve 120.00/ }));
    await waitFor(() => expect(sent.filter(({ name }) => name === "approve_refund")).toHaveLength(1));
  });

  it("finds a customer by the beginning of the name", async () => {
    const { user, sent } = renderWindow("/refunds", sampleDesk());
    await screen.findByRole("row", { name: /120.00.*John Doe/ });
    await user.keyboard("c");
    const form = await dialog();
    await user.type(form.getByRole("combobox", { name: /^Customer/ }), "Jan");
    await waitFor(() =>
      expect(sent.findLast(({ name }) => name === "list_users")?.input).toMatchObject({
        filter: { role: ["CUSTOMER"], name: { startsWith: "Jan" } },
      }),
    );
    await choose(user, "Jane Smith");
    expect(form.getByRole("combobox", { name: /^Customer/ })).toHaveValue("Jane Smith");
  });

  it("lets an escalation's wait run until somebody takes it", async () => {
    const { user, sent } = renderWindow("/escalations", sampleDesk());
    await screen.findByRole("grid", { name: "Escalations" });
    await user.keyboard("{Enter}");
    const timer = await screen.findByRole("timer", { name: "Wait" });
    const shown = timer.textContent;
    await waitFor(() => expect(timer.textContent).not.toBe(shown), { timeout: 5000 });
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() =>
      expect(sent.find(({ name }) => name === "claim_escalation")?.input).toMatchObject({
        id: "00000006-0000-4000-8000-000000000003",
      }),
    );
  });
});
