import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { violations } from "@/testing/axe";
import { renderWindow } from "@/testing/render";
import { sampleDesk } from "@/testing/sample";

describe("refunds", () => {
  it("open with the limits they are held against", async () => {
    const { user } = renderWindow("/refunds", sampleDesk());
    expect(await screen.findByRole("row", { name: /John Doe/ })).toBeVisible();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "120.00" })).toBeVisible();
    expect(await screen.findByText(/^John Doe since/)).toBeVisible();
    expect(await screen.findByRole("table", { name: "Usage records" })).toBeVisible();
    expect(await violations()).toEqual([]);
  }, 15_000);
});
