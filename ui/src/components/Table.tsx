import type { ReactNode } from "react";
import { classes } from "@/lib/classes";
import { Card } from "./Card";

export interface Column<T> {
  title: string;
  value: (item: T) => ReactNode;
  /** Amounts and numbers. */
  right?: boolean;
}

/** A card that is a table: head 28, rows 32, numbers at the right. */
export function Table<T>(props: {
  label: string;
  columns: readonly Column<T>[];
  items: readonly T[];
  keyOf: (item: T) => string;
  /** Said when there are no rows. */
  empty: string;
  /** Without a card of its own, inside another. */
  bare?: boolean;
}) {
  const { label, columns, items, keyOf, empty, bare } = props;
  const table = (
    <>
      <div className="overflow-x-auto">
        <table aria-label={label} className="w-full text-12">
          <thead className="bg-raised text-muted">
            <tr className="h-7 border-b">
              {columns.map(({ title, right }) => (
                <th
                  key={title}
                  scope="col"
                  className={classes(
                    "px-4 font-normal whitespace-nowrap",
                    right ? "text-right" : "text-left",
                  )}
                >
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={keyOf(item)} className="h-8 border-b last:border-b-0">
                {columns.map(({ title, value, right }) => (
                  <td
                    key={title}
                    className={classes("px-4 whitespace-nowrap", right && "text-right font-medium")}
                  >
                    {value(item)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {items.length === 0 && <p className="px-4 py-3 text-12 text-muted">{empty}</p>}
    </>
  );
  return bare ? table : <Card flush>{table}</Card>;
}
