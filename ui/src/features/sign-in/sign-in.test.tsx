import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Handlers } from "@/api/mock";
import { useLayout } from "@/lib/layout";
import { violations } from "@/testing/axe";
import { renderWindow, session } from "@/testing/render";

const people = [
  {
    id: "u1",
    name: "Alex Rivera",
    email: "alex@acme.example",
    role: "SENIOR_SUPPORT",
    organization: "Acme Corp",
  },
  {
    id: "u2",
    name: "Jordan Smith",
    email: "jordan@acme.example",
    role: "TEAM_LEAD",
    organization: "Acme Corp",
  },
  {
    id: "u3",
    name: "Sarah Chen",
    email: "sarah@acme.example",
    role: "JUNIOR_SUPPORT",
    organization: "Acme Corp",
  },
];

function begin(more: Partial<Record<string, unknown>> = {}) {
  const state = { signedIn: false };
  return renderWindow("/today", {
    session: () => (state.signedIn ? session : null),
    list_sign_ins: () => ({ items: people }),
    sign_in: () => {
      state.signedIn = true;
      return session;
    },
    ...more,
  } as unknown as Handlers);
}

const input = () => screen.findByRole("combobox", { name: "Find a name or an email" });

describe("the sign-in", () => {
  it.each(["light", "dark"] as const)("has no accessibility faults in %s", async (theme) => {
    useLayout.getState().setTheme(theme);
    begin();
    await screen.findByRole("option", { name: /Sarah Chen/ });
    expect(await violations()).toEqual([]);
    useLayout.getState().setTheme("system");
  });

  it("finds by typing and signs in by Enter", async () => {
    const { user, sent } = begin();
    await screen.findByRole("option", { name: /Sarah Chen/ });
    expect(await input()).toHaveFocus();
    await user.keyboard("jor");
    expect(screen.getAllByRole("option")).toHaveLength(1);
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
    expect(sent.find(({ name }) => name === "sign_in")?.input).toEqual({ userId: "u2" });
  });

  it("moves by the arrows and signs in by a click", async () => {
    const { user, sent } = begin();
    await screen.findByRole("option", { name: /Sarah Chen/ });
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}");
    expect(screen.getByRole("option", { selected: true })).toHaveTextContent("Jordan Smith");
    await user.click(screen.getByRole("option", { name: /Sarah Chen/ }));
    await waitFor(() => expect(sent.find(({ name }) => name === "sign_in")?.input).toEqual({ userId: "u3" }));
  });

  it("says why somebody may not", async () => {
    const { user } = begin({
      sign_in: () => {
        throw { code: "FORBIDDEN", message: "Customers cannot sign in." };
      },
    });
    await user.click(await screen.findByRole("option", { name: /Alex Rivera/ }));
    expect(await screen.findByText("Customers cannot sign in.")).toBeVisible();
  });
});
