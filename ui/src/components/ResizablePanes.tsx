import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Pane, paneLimits, useLayout } from "@/lib/layout";

export interface ResizablePanesProps {
  list?: ReactNode;
  children: ReactNode;
  /** Context at the right; hidden below 1100 px. */
  rail?: ReactNode;
}

/** List, work pane and rail beside each other, with widths that are remembered. */
export function ResizablePanes({ list, children, rail }: ResizablePanesProps) {
  const widths = useLayout((state) => state.widths);
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      {list && (
        <>
          <section style={{ width: widths.list }} className="flex min-h-0 shrink-0 flex-col bg-surface">
            {list}
          </section>
          <Handle pane="list" direction={1} />
        </>
      )}
      <section className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">{children}</section>
      {rail && (
        <div className="flex min-h-0 shrink-0 max-[1099px]:hidden">
          <Handle pane="rail" direction={-1} />
          <aside style={{ width: widths.rail }} className="flex min-h-0 flex-col overflow-y-auto bg-bg">
            {rail}
          </aside>
        </div>
      )}
    </div>
  );
}

/** A 1 px border that can be dragged, or moved with the arrow keys. */
function Handle({ pane, direction }: { pane: Pane; direction: 1 | -1 }) {
  const { t } = useTranslation();
  const width = useLayout((state) => state.widths[pane]);
  const setWidth = useLayout((state) => state.setWidth);
  const { min, max, usual } = paneLimits[pane];

  const drag = (start: PointerEvent<HTMLElement>) => {
    const handle = start.currentTarget;
    handle.setPointerCapture(start.pointerId);
    const move = (event: globalThis.PointerEvent) =>
      setWidth(pane, width + direction * (event.clientX - start.clientX));
    const stop = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", stop);
      handle.removeEventListener("pointercancel", stop);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", stop);
    handle.addEventListener("pointercancel", stop);
  };
  const nudge = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 16 : event.key === "ArrowLeft" ? -16 : 0;
    if (step === 0) return;
    event.preventDefault();
    setWidth(pane, width + direction * step);
  };

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t("resize", { pane: t(`panes.${pane}`) })}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={drag}
      onDoubleClick={() => setWidth(pane, usual)}
      onKeyDown={nudge}
      className="relative z-10 w-px shrink-0 cursor-col-resize bg-border after:absolute after:inset-y-0 after:-left-1 after:w-2 hover:bg-accent focus-visible:bg-accent"
    />
  );
}
