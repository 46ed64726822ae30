import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { TeamPerformance } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Table } from "@/components/Table";
import { day, words } from "@/lib/format";
import { useSearch } from "@/lib/go";
import { Figures } from "./Figures";
import { figureOf, teamMeasures } from "./measures";
import { PeriodSelect, periodOf } from "./PeriodSelect";
import { Trend } from "./Trend";

/** All figures of one representative. */
export function RepresentativeCard({ id }: { id: string }) {
  const { t } = useTranslation("performance");
  const [search, change] = useSearch();
  const period = periodOf(search.teamPeriod, "WEEK");
  const { data, error, refetch } = useOperation(
    "get_representative_performance",
    { id },
    { keepPrevious: false },
  );
  const rows = (data?.teamPerformance ?? [])
    .filter((row) => row.period === period)
    .sort((left, right) => right.periodStart.localeCompare(left.periodStart));
  const name = data?.user?.name ?? "";
  return (
    <>
      <Button
        kind="quiet"
        icon={ArrowLeft}
        className="self-start"
        onClick={() => change({ representative: undefined })}
      >
        {t("back")}
      </Button>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <Card
          flush
          title={name}
          aside={
            <>
              <span>
                {words(data.role)}, {t("rating", { rating: data.rating })}
              </span>
              <PeriodSelect label={name} value={period} onChange={(next) => change({ teamPeriod: next })} />
            </>
          }
        >
          <Figures rows={rows} measures={teamMeasures} />
          <Table
            bare
            label={name}
            items={rows}
            keyOf={(row) => row.id}
            empty={t("noTeam")}
            columns={[
              { title: t("from"), value: (row) => day(row.periodStart) },
              ...teamMeasures.map((measure) => ({
                title: t(`measures.${measure.name}`),
                right: true,
                value: (row: TeamPerformance) => measure.write(figureOf(row, measure)),
              })),
              { title: t("measures.trend"), value: (row) => <Trend trend={row.trend} /> },
            ]}
          />
        </Card>
      )}
    </>
  );
}
