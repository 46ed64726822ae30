import { create } from "zustand";
import { persist } from "zustand/middleware";

/** The parts of the window whose width people change. */
export type Pane = "list" | "rail";

/** Narrowest, usual and widest width of each resizable pane. */
export const paneLimits: Record<Pane, { min: number; usual: number; max: number }> = {
  list: { min: 280, usual: 380, max: 560 },
  rail: { min: 240, usual: 300, max: 420 },
};

/** How much room rows take. */
export type Density = "compact" | "default" | "comfortable";

/** What a density adds to a row's usual height: 40 becomes 32 or 56. */
export const densityRoom: Record<Density, number> = { compact: -8, default: 0, comfortable: 16 };

interface Layout {
  widths: Record<Pane, number>;
  folded: boolean;
  singleKeys: boolean;
  theme: "system" | "light" | "dark";
  density: Density;
  setWidth(pane: Pane, width: number): void;
  toggleFolded(): void;
  setSingleKeys(on: boolean): void;
  setTheme(theme: Layout["theme"]): void;
  setDensity(density: Density): void;
}

/** How this machine lays the window out; remembered between starts. */
export const useLayout = create<Layout>()(
  persist(
    (set) => ({
      widths: { list: paneLimits.list.usual, rail: paneLimits.rail.usual },
      folded: false,
      singleKeys: true,
      theme: "system",
      density: "default",
      setWidth: (pane, width) => {
        const { min, max } = paneLimits[pane];
        const clamped = Math.round(Math.min(max, Math.max(min, width)));
        set((state) => ({ widths: { ...state.widths, [pane]: clamped } }));
      },
      toggleFolded: () => set((state) => ({ folded: !state.folded })),
      setSingleKeys: (singleKeys) => set({ singleKeys }),
      setTheme: (theme) => set({ theme }),
      setDensity: (density) => set({ density }),
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
