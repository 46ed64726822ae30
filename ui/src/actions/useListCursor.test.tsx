import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenToKeys } from "./keyboard";
import { useListCursor } from "./useListCursor";

const open = vi.fn();

function List({ items }: { items: string[] }) {
  const { item } = useListCursor({
    items,
    idOf: (each) => each,
    onOpen: open,
    isHeading: (each) => each.startsWith("#"),
  });
  return <output>{item}</output>;
}

let stop: () => void;
beforeEach(() => {
  stop = listenToKeys();
});
afterEach(() => stop());

const press = (key: string) =>
  fireEvent.keyDown(document.body, { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key });
const here = () => screen.getByRole("status").textContent;

it("moves over headings, stays at the ends and opens", () => {
  render(<List items={["#1", "a", "#2", "b"]} />);
  expect(here()).toBe("a");
  press("k");
  expect(here()).toBe("a");
  press("j");
  expect(here()).toBe("b");
  press("Enter");
  expect(open).toHaveBeenCalledWith("b");
});

it("keeps its row when the list changes, and its place when the row goes", () => {
  const { rerender } = render(<List items={["a", "b", "c"]} />);
  press("j");
  rerender(<List items={["new", "a", "b", "c"]} />);
  expect(here()).toBe("b");
  press("k");
  press("j");
  rerender(<List items={["new", "a", "c"]} />);
  expect(here()).toBe("c");
});
