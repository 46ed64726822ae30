import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { violations } from "@/testing/axe";
import { renderWindow } from "@/testing/render";
import { sampleDesk } from "@/testing/sample";

const ticket = "00000005-0000-4000-8000-000000000001";

async function palette(address: string) {
  const view = renderWindow(address, sampleDesk());
  await screen.findByRole("navigation", { name: "Main" });
  await view.user.keyboard("{Control>}k{/Control}");
  return { ...view, input: await screen.findByPlaceholderText("Search or run") };
}

it("finds tickets that hold the text, after the commands, and goes there", async () => {
  const { user, input } = await palette("/users");
  await user.type(input, "cu");
  expect(await screen.findByText("TICKET-1006")).toBeVisible();
  const options = screen.getAllByRole("option");
  expect(options[0]).toHaveTextContent("Customers");
  expect(options.at(-1)).toHaveTextContent("stom font is not applied in preview");
  expect(await violations(await screen.findByRole("dialog"))).toEqual([]);
  await user.click(options.at(-1) as HTMLElement);
  await waitFor(() => expect(location.hash).toMatch(/^#\/queue\/00000005/));
});

it("finds a ticket by its number, with or without what goes before it", async () => {
  const { user, input, sent } = await palette("/users");
  await user.type(input, "1002");
  expect(await screen.findByRole("option", { name: /TICKET-1002/ })).toBeVisible();
  await user.clear(input);
  await user.type(input, "ticket-1003");
  expect(await screen.findByRole("option", { name: /TICKET-1003/ })).toBeVisible();
  expect(sent.find(({ name }) => name === "search")?.input).toMatchObject({ limit: 20 });
});

it("finds customers too, and goes to them", async () => {
  const { user, input } = await palette("/users");
  await user.type(input, "priya");
  const found = await screen.findByRole("option", { name: /Priya Patel/ });
  expect(screen.getByText("Customers", { selector: "[cmdk-group-heading]" })).toBeVisible();
  await user.click(found);
  await waitFor(() => expect(location.hash).toMatch(/^#\/customers\/00000002/));
});

it("says which ticket it is about", async () => {
  await palette(`/queue/${ticket}`);
  const dialog = within(await screen.findByRole("dialog", { name: "Search or run" }));
  expect((await dialog.findAllByText("TICKET-1001"))[0]).toBeVisible();
});
