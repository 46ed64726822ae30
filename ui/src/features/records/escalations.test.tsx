import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { violations } from "@/testing/axe";
import { renderWindow } from "@/testing/render";
import { sampleDesk, sampleIds } from "@/testing/sample";

describe("escalations", () => {
  it("tick while nobody has them, beside who carries how much", async () => {
    renderWindow("/escalations", sampleDesk());
    const row = await screen.findByRole("row", { name: /Locked out/ });
    const shown = within(row).getByText(/^31:\d\d$/).textContent;
    await waitFor(() => expect(within(row).queryByText(shown ?? "")).toBeNull());
    expect(await screen.findByText("21 of 30 places taken")).toBeVisible();
    expect(screen.getByRole("meter", { name: "Chats of Jordan Smith" })).toHaveAttribute(
      "aria-valuenow",
      "10",
    );
    expect(screen.getByText("Online, full")).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it("are claimed and resolved by one key, shown at once", async () => {
    const { user, sent } = renderWindow(`/escalations/${sampleIds.escalations}`, sampleDesk());
    expect(await screen.findByRole("link", { name: "TICKET-1001" })).toBeVisible();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByRole("button", { name: /^Resolve ?Ctrl/ })).toBeVisible();
    await waitFor(() => expect(screen.getByRole("button", { name: /^Resolve ?Ctrl/ })).toBeEnabled());
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(sent.some(({ name }) => name === "resolve_escalation")).toBe(true));
    // The next one opens.
    expect(await screen.findByText("Charged twice, asks for a manager", { selector: "p" })).toBeVisible();
  });

  it("are handed over by key to whoever has room", async () => {
    const { user, sent } = renderWindow(`/escalations/${sampleIds.escalations}`, sampleDesk());
    await screen.findByRole("button", { name: /^Hand over/ });
    await screen.findByRole("meter", { name: "Chats of Sarah Chen" });
    await user.keyboard("a");
    expect(await screen.findAllByRole("option")).toHaveLength(3);
    expect(await violations()).toEqual([]);
    await user.keyboard("Sarah{Enter}");
    await waitFor(() =>
      expect(sent.find(({ name }) => name === "update_escalation")?.input).toMatchObject({
        assignedTo: "00000003-0000-4000-8000-000000000003",
      }),
    );
  });

  it("say why one cannot be taken, and put it back", async () => {
    const { user } = renderWindow(`/escalations/${sampleIds.escalations}`, {
      ...sampleDesk(),
      claim_escalation: () => {
        throw { code: "CAPACITY_EXCEEDED", message: "You have 10 of 10 chats." };
      },
    });
    await screen.findByRole("button", { name: /^Claim/ });
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("You have 10 of 10 chats.")).toBeVisible();
    expect(await screen.findByRole("button", { name: /^Claim/ })).toBeEnabled();
  });
});
