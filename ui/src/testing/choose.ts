import { screen, waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect } from "vitest";

/**
 * Clicks an option of the list that is open and waits for the list to be gone, as a person does:
 * while it fades it still holds the focus, and axe still sees it.
 */
export async function choose(user: UserEvent, name: string) {
  await user.click(await screen.findByRole("option", { name }));
  await waitFor(() => expect(screen.queryByRole("listbox")).toBeNull());
}
