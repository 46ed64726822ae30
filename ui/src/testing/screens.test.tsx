import { screen, waitFor } from "@testing-library/react";
import i18next from "i18next";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { clashes } from "@/actions";
import type { Handlers } from "@/api/mock";
import { screens } from "@/lib/screens";
import { violations } from "./axe";
import { renderWindow } from "./render";
import { sampleDesk, sampleIds } from "./sample";
import { strangers } from "./strangers";

/** Every page there is: each screen, each with a row open where it has rows, and the two before them. */
const pages = [
  ...screens.map(({ path }) => path as string),
  ...screens.flatMap(({ name, path }) => (name in sampleIds ? [`${path}/${sampleIds[name]}`] : [])),
];

/** Renders a page and waits until nothing is being read any more. */
async function show(address: string, more: object = {}) {
  const { client, ...view } = renderWindow(address, { ...sampleDesk(), ...more });
  await screen.findByRole("main");
  await waitFor(() => expect(client.isFetching()).toBe(0));
  // What was read may lead to more reads.
  await new Promise((done) => setTimeout(done, 50));
  await waitFor(() => expect(client.isFetching()).toBe(0));
  // A page that failed would pass what follows, having little on it.
  expect(screen.queryAllByRole("alert").map(({ textContent }) => textContent)).toEqual([]);
  return view;
}

const signedOut = { session: () => null };
const closed: Handlers = {
  desk_status: () => ({ state: "closed", path: null, organizations: 0, version: "0" }),
};

/** What there is before the desk's own pages. */
const doors: [string, () => Promise<unknown>][] = [
  [
    "the start",
    () => {
      renderWindow("/start", { ...sampleDesk(), ...closed });
      return screen.findAllByRole("button");
    },
  ],
  [
    "the sign-in",
    () => {
      renderWindow("/sign-in", { ...sampleDesk(), ...signedOut });
      return screen.findByText("Jordan Smith");
    },
  ],
];

afterEach(() => delete document.documentElement.dataset.theme);

describe.each(["light", "dark"])("in %s", (theme) => {
  it.each(pages)("%s has no accessibility faults, nor two actions on one key", async (address) => {
    document.documentElement.dataset.theme = theme;
    await show(address);
    expect(clashes()).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it.each(doors)("%s has no accessibility faults", async (_, open) => {
    document.documentElement.dataset.theme = theme;
    await open();
    expect(await violations()).toEqual([]);
  });
});

describe("in a pseudo-locale", () => {
  beforeAll(() => {
    i18next.use({ type: "postProcessor", name: "pseudo", process: (text: string) => `⟦${text}⟧` });
    i18next.options.postProcess = ["pseudo"];
    return () => {
      i18next.options.postProcess = false;
    };
  });

  it.each(pages)("%s takes every text from the catalogue", async (address) => {
    await show(address);
    expect(strangers(sampleDesk())).toEqual([]);
  });

  it.each(doors)("%s takes every text from the catalogue", async (_, open) => {
    await open();
    expect(strangers(sampleDesk())).toEqual([]);
  });
});
