import { ChartLine, Download, type LucideIcon, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { csv, saveFile } from "@/lib/csv";
import { IconButton } from "./Button";
import { Card } from "./Card";
import { type Column, Table } from "./Table";

/** A column of a chart's rows: what the table shows and what is exported. */
export interface ChartColumn<T> extends Column<T> {
  raw: (item: T) => string | number | null;
}

export interface ChartCardProps<T> {
  title: string;
  icon?: LucideIcon;
  aside?: ReactNode;
  /** The rows the chart is drawn from. */
  columns: readonly ChartColumn<T>[];
  items: readonly T[];
  keyOf: (item: T) => string;
  /** Name of the exported file, without its ending. */
  file: string;
  children: ReactNode;
}

/** A chart in a card; its rows can be read as a table and exported. */
export function ChartCard<T>(props: ChartCardProps<T>) {
  const { title, icon, aside, columns, items, keyOf, file, children } = props;
  const { t } = useTranslation();
  const [table, setTable] = useState(false);
  return (
    <Card
      flush
      title={title}
      icon={icon}
      aside={
        <>
          {aside}
          <span className="-mr-2 flex">
            <IconButton
              icon={table ? ChartLine : Table2}
              label={t(table ? "chart.asChart" : "chart.asTable")}
              aria-pressed={table}
              onClick={() => setTable(!table)}
            />
            <IconButton
              icon={Download}
              label={t("chart.export")}
              disabled={items.length === 0}
              onClick={() => saveFile(`${file}.csv`, csv(columns, items))}
            />
          </span>
        </>
      }
    >
      {table ? (
        <div className="max-h-72 overflow-y-auto">
          <Table bare label={title} columns={columns} items={items} keyOf={keyOf} empty={t("chart.empty")} />
        </div>
      ) : (
        <div className="p-4">{children}</div>
      )}
    </Card>
  );
}
