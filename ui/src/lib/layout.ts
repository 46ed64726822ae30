import { create } from "zustand";
import { persist } from "zustand/middleware";

/** The parts of the window whose width people change. */
export type Pane = "list" | "rail";

/** Narrowest, usual and widest width of each resizable pane. */
export const paneLimits: Record<Pane, { min: number; usual: number; max: number }> = {
  list: { min: 280, usual: 380, max: 560 },
  rail: { min: 240, usual: 300, max: 420 },
};

interface Layout {
  widths: Record<Pane, number>;
  folded: boolean;
  singleKeys: boolean;
  theme: "system" | "light" | "dark";
  setWidth(pane: Pane, width: number): void;
  toggleFolded(): void;
  setSingleKeys(on: boolean): void;
  setTheme(theme: Layout["theme"]): void;
}

/** How this machine lays the window out; remembered between starts. */
export const useLayout = create<Layout>()(
  persist(
    (set) => ({
      widths: { list: paneLimits.list.usual, rail: paneLimits.rail.usual },
      folded: false,
      singleKeys: true,
      theme: "system",
      setWidth: (pane, width) => {
        const { min, max } = paneLimits[pane];
        const clamped = Math.round(Math.min(max, Math.max(min, width)));
        set((state) => ({ widths: { ...state.widths, [pane]: clamped } }));
      },
      toggleFolded: () => set((state) => ({ folded: !state.folded })),
      setSingleKeys: (singleKeys) => set({ singleKeys }),
      setTheme: (theme) => set({ theme }),
    }),
    { name: "layout" },
  ),
);

/** Puts the chosen theme on the document, now and whenever it changes. */
export function applyTheme(): () => void {
  const apply = (theme: Layout["theme"]) => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  apply(useLayout.getState().theme);
  return useLayout.subscribe((state) => apply(state.theme));
}
