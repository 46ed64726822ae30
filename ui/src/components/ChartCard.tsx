import { ChartLine, Download, type LucideIcon, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { csv } from "@/lib/csv";
import { IconButton } from "./Button";
import { Card } from "./Card";
import { type Column, Table } from "./Table";
import { toast } from "./Toast";

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
  /** Saves a file where the person says, and answers where, or null when that is cancelled. */
  save: (name: string, text: string) => Promise<string | null>;
  children: ReactNode;
}

/** A chart in a card; its rows can be read as a table and exported. */
export function ChartCard<T>(props: ChartCardProps<T>) {
  const { title, icon, aside, columns, items, keyOf, file, save, children } = props;
  const { t } = useTranslation();
  const [table, setTable] = useState(false);
  const exportRows = () =>
    save(`${file}.csv`, csv(columns, items)).then(
      (path) => path !== null && toast({ title: t("chart.saved", { path }) }),
      ({ message }: Error) => toast({ tone: "danger", title: t("chart.notSaved"), detail: message }),
    );
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
              onClick={() => void exportRows()}
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
