import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "./useActions";

export interface ListCursorOptions<T> {
  items: readonly T[];
  idOf: (item: T) => string;
  /** The row that is open; the cursor begins there. */
  openId?: string;
  onOpen: (item: T) => void;
  onBack?: () => void;
  /** Called when J or K moved the cursor, so that an open row can follow it. */
  onMove?: (item: T) => void;
  /** Rows the cursor passes over: group headers. */
  isHeading?: (item: T) => boolean;
}

/**
 * The cursor of a list: J and K move it, Enter opens, Escape goes back. It stays on its row when the
 * list changes, and at its place when that row goes, so that the next one follows.
 */
export function useListCursor<T>({
  items,
  idOf,
  openId,
  onOpen,
  onBack,
  onMove,
  isHeading,
}: ListCursorOptions<T>) {
  const { t } = useTranslation("shell");
  const [place, setPlace] = useState<{ id: string | undefined; index: number }>({ id: openId, index: 0 });
  const [seen, setSeen] = useState(openId);
  if (seen !== openId) {
    // Another row was opened from elsewhere: the cursor goes along.
    setSeen(openId);
    if (openId !== undefined) setPlace({ id: openId, index: place.index });
  }

  const isRow = (index: number) => {
    const item = items[index];
    return item !== undefined && !isHeading?.(item);
  };
  const found = items.findIndex((item, index) => isRow(index) && idOf(item) === place.id);
  const nearest = Math.min(place.index, items.length - 1);
  const cursor = found >= 0 ? found : isRow(nearest) ? nearest : items.findIndex((_, index) => isRow(index));

  const moveTo = (index: number) => {
    const item = items[index];
    if (item !== undefined) setPlace({ id: idOf(item), index });
  };
  const step = (by: 1 | -1) => {
    let next = cursor + by;
    while (next >= 0 && next < items.length && !isRow(next)) next += by;
    const item = items[next];
    if (item === undefined || !isRow(next)) return;
    moveTo(next);
    onMove?.(item);
  };
  const open = () => {
    const item = items[cursor];
    if (item !== undefined) onOpen(item);
  };

  useActions([
    {
      id: "list.down",
      scope: "list",
      title: t("list.down"),
      keys: ["j", "ArrowDown"],
      hidden: true,
      run: () => step(1),
    },
    {
      id: "list.up",
      scope: "list",
      title: t("list.up"),
      keys: ["k", "ArrowUp"],
      hidden: true,
      run: () => step(-1),
    },
    { id: "list.open", scope: "list", title: t("list.open"), keys: "Enter", hidden: true, run: open },
    {
      id: "list.back",
      scope: "list",
      title: t("list.back"),
      keys: "Escape",
      hidden: true,
      when: () => onBack !== undefined,
      run: () => onBack?.(),
    },
  ]);

  return { cursor, moveTo, item: items[cursor] };
}
