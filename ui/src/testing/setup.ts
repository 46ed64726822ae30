import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import "@/lib/i18n";

// A second is too short for a whole window while other work shares the cores.
configure({ asyncUtilTimeout: 5000 });

// jsdom lays nothing out and lacks these; components only need them to exist.
class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoObserver as unknown as typeof ResizeObserver;
globalThis.matchMedia ??= ((query: string) => ({
  matches: false,
  media: query,
  addEventListener() {},
  removeEventListener() {},
})) as unknown as typeof matchMedia;
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.getAnimations ??= () => [];
// The virtual list asks the element for its size: a pane of a usual window.
Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 800 });
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 600 });

// The stand-in for the shell stays: what a screen undoes while it goes still finds it, and the next test replaces it.
afterEach(() => {
  cleanup();
  localStorage.clear();
  location.hash = "";
});
