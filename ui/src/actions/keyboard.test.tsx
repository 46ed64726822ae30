import { fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useLayout } from "@/lib/layout";
import { listenToKeys } from "./keyboard";
import { type Action, clashes } from "./registry";
import { useActions } from "./useActions";

function Screen({ actions }: { actions: Action[] }) {
  useActions(actions);
  return (
    <>
      <input aria-label="text" />
      <div role="dialog">
        <button type="button">inside</button>
      </div>
    </>
  );
}

const press = (key: string, init: KeyboardEventInit = {}, target: Element = document.body) =>
  fireEvent.keyDown(target, { key, code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : "", ...init });

let stop: () => void;
beforeEach(() => {
  stop = listenToKeys();
});
afterEach(() => {
  stop();
  useLayout.setState({ singleKeys: true });
});

function setUp() {
  const runs = { resolve: vi.fn(), escalations: vi.fn(), help: vi.fn(), send: vi.fn() };
  const view = render(
    <Screen
      actions={[
        { id: "resolve", scope: "item", title: "Resolve", keys: "e", run: runs.resolve },
        { id: "go", scope: "go", title: "Go", keys: "g e", run: runs.escalations },
        { id: "help", scope: "global", title: "Keys", keys: "?", run: runs.help },
        { id: "send", scope: "item", title: "Send", keys: "$mod+Enter", whileTyping: true, run: runs.send },
      ]}
    />,
  );
  return { ...runs, ...view };
}

describe("keys", () => {
  it("run an action", () => {
    const { resolve } = setUp();
    press("e");
    expect(resolve).toHaveBeenCalledOnce();
  });

  it("run only the sequence when its second key means something alone", () => {
    const { resolve, escalations } = setUp();
    press("g");
    press("e");
    expect(escalations).toHaveBeenCalledOnce();
    expect(resolve).not.toHaveBeenCalled();
  });

  it("match a symbol whatever it takes to type it", () => {
    const { help } = setUp();
    press("?", { shiftKey: true });
    press("?");
    expect(help).toHaveBeenCalledTimes(2);
  });

  it("are off while typing, but for those that say so", () => {
    const { resolve, send, getByLabelText } = setUp();
    press("e", {}, getByLabelText("text"));
    press("Enter", { ctrlKey: true }, getByLabelText("text"));
    expect(resolve).not.toHaveBeenCalled();
    expect(send).toHaveBeenCalledOnce();
  });

  it("are off during composition and in dialogs", () => {
    const { resolve, getByText } = setUp();
    press("e", { isComposing: true });
    press("e", {}, getByText("inside"));
    expect(resolve).not.toHaveBeenCalled();
  });

  it("leave combinations alone when single keys are switched off", () => {
    const { resolve, send } = setUp();
    useLayout.setState({ singleKeys: false });
    press("e");
    press("Enter", { ctrlKey: true });
    expect(resolve).not.toHaveBeenCalled();
    expect(send).toHaveBeenCalledOnce();
  });

  it("go when the screen goes", () => {
    const { resolve, unmount } = setUp();
    unmount();
    press("e");
    expect(resolve).not.toHaveBeenCalled();
  });

  it("name what two actions of one scope share", () => {
    const run = () => {};
    expect(
      clashes([
        { id: "a", scope: "item", title: "", keys: "e", run },
        { id: "b", scope: "item", title: "", keys: ["x", "e"], run },
        { id: "c", scope: "list", title: "", keys: "e", run },
      ]),
    ).toEqual(["item e: a, b"]);
  });
});
