import { useTranslation } from "react-i18next";
import { Sparkline } from "@/components/Charts";
import { day } from "@/lib/format";
import { figureOf, type Measure } from "./measures";

/** The newest value of each measure with the line it came by; the table under it has the same numbers. */
export function Figures<T extends { periodStart: string }>(props: {
  /** Newest first. */
  rows: readonly T[];
  measures: readonly Measure<T>[];
}) {
  const { rows, measures } = props;
  const { t } = useTranslation("performance");
  const newest = rows[0];
  if (!newest) return null;
  const oldestFirst = rows.slice(0, 30).toReversed();
  return (
    <ul className="grid grid-cols-[repeat(auto-fit,minmax(168px,1fr))] gap-px border-b bg-border">
      {measures.map((measure) => {
        const values = oldestFirst.map((row) => Number(figureOf(row, measure)));
        const written = oldestFirst.map((row) => measure.write(figureOf(row, measure)));
        const label = t("trendLine", {
          measure: t(`measures.${measure.name}`),
          count: values.length,
          first: written[0],
          last: written.at(-1),
        });
        return (
          <li key={measure.name} className="flex items-end justify-between gap-2 bg-surface p-4">
            <div>
              <p className="text-12 text-muted">{t(`measures.${measure.name}`)}</p>
              <p className="text-20 font-semibold">{measure.write(figureOf(newest, measure))}</p>
              <p className="text-11 text-muted">{t("newest", { day: day(newest.periodStart) })}</p>
            </div>
            <Sparkline values={values} label={label} />
          </li>
        );
      })}
    </ul>
  );
}
