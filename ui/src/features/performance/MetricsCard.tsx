import { BarChart3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useList } from "@/api/queries";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Table } from "@/components/Table";
import { day, dayAndClock } from "@/lib/format";
import { useSearch } from "@/lib/go";
import { Figures } from "./Figures";
import { figureOf, metricMeasures } from "./measures";
import { PeriodSelect, periodOf } from "./PeriodSelect";

/** The organization's figures over periods: lines for the eye, a table for the numbers. */
export function MetricsCard() {
  const { t } = useTranslation("performance");
  const [search, change] = useSearch();
  const period = periodOf(search.period, "DAY");
  const metrics = useList("list_performance_metrics", {
    filter: { period: [period] },
    sort: { field: "periodStart", direction: "desc" },
    limit: 30,
  });
  return (
    <Card
      flush
      title={t("organization")}
      icon={BarChart3}
      aside={
        <PeriodSelect
          label={t("organization")}
          value={period}
          onChange={(next) => change({ period: next })}
        />
      }
    >
      {metrics.error && (
        <div className="p-4">
          <ErrorNotice error={metrics.error} onRetry={() => void metrics.refetch()} />
        </div>
      )}
      <Figures rows={metrics.items} measures={metricMeasures} />
      {!metrics.isPending && !metrics.error && (
        <Table
          bare
          label={t("organization")}
          items={metrics.items}
          keyOf={(row) => row.id}
          empty={t("noMetrics")}
          columns={[
            {
              title: t("from"),
              value: (row) => (period === "HOUR" ? dayAndClock(row.periodStart) : day(row.periodStart)),
            },
            ...metricMeasures.map((measure) => ({
              title: t(`measures.${measure.name}`),
              right: true,
              value: (row: (typeof metrics.items)[number]) => measure.write(figureOf(row, measure)),
            })),
          ]}
        />
      )}
      {metrics.hasMore && (
        <Button kind="quiet" className="m-2" onClick={metrics.more}>
          {t("more")}
        </Button>
      )}
    </Card>
  );
}
