import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { classes } from "@/lib/classes";
import { densityRoom, useLayout } from "@/lib/layout";

export interface VirtualListProps<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  /** Height of each row at the default density; all rows 40 when left out. */
  rowHeight?: number | ((item: T) => number);
  label: string;
  /** Rows there are in all, when more can still be read. */
  total?: number;
  /** Index of the cursor; it is kept in view. */
  cursor?: number;
  /** Select mode: the cursor is raised instead of tinted, chosen rows are tinted. */
  isSelected?: (item: T) => boolean;
  selecting?: boolean;
  /** Rows that are headings: no cursor, not clickable. */
  isHeading?: (item: T) => boolean;
  onOpen?: (item: T, index: number) => void;
  /** Called when the end comes into view. */
  onEnd?: () => void;
  children: (item: T, index: number) => ReactNode;
}

/** A long list of which only what is in view exists; a grid of one column to assistive technology. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const {
    items,
    keyOf,
    rowHeight = 40,
    label,
    total,
    cursor,
    isSelected,
    selecting,
    isHeading,
    onOpen,
    onEnd,
    children,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const room = densityRoom[useLayout((state) => state.density)];
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const item = items[index];
      const usual = typeof rowHeight === "number" || item === undefined ? rowHeight : rowHeight(item);
      const height = typeof usual === "number" ? usual : 40;
      return item !== undefined && isHeading?.(item) ? height : height + room;
    },
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are kept until they are asked for anew
  useEffect(() => rows.measure(), [rows, room]);
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? -1;

  useEffect(() => {
    if (cursor !== undefined && cursor >= 0) rows.scrollToIndex(cursor, { align: "auto" });
  }, [cursor, rows]);
  useEffect(() => {
    if (last >= 0 && last >= items.length - 10) onEnd?.();
  }, [last, items.length, onEnd]);

  return (
    // The list's actions move the cursor, so the grid itself takes the focus.
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={total ?? items.length}
      aria-multiselectable={isSelected ? true : undefined}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto focus-visible:outline-none"
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: "relative" }}>
        {visible.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const heading = isHeading?.(item) ?? false;
          const here = row.index === cursor && !heading;
          const chosen = isSelected?.(item) ?? false;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: Enter opens the cursor's row through the action registry
            <div
              key={row.key}
              role="row"
              aria-rowindex={row.index + 1}
              aria-selected={heading ? undefined : isSelected ? chosen : here}
              tabIndex={-1}
              onClick={heading ? undefined : () => onOpen?.(item, row.index)}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
              className={classes(
                "absolute inset-x-0 top-0 focus-visible:outline-none",
                !heading && "border-b",
                chosen || (here && !selecting)
                  ? "bg-selected"
                  : here
                    ? "bg-raised"
                    : !heading && "hover:bg-raised",
                here && "shadow-[inset_2px_0_0_var(--accent)]",
              )}
            >
              <div role="gridcell" className="h-full">
                {children(item, row.index)}
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}
