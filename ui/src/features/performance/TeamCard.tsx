import { Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { TeamPerformance } from "@/api/generated";
import { useList } from "@/api/queries";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Bar } from "@/components/Charts";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Table } from "@/components/Table";
import { day } from "@/lib/format";
import { useSearch } from "@/lib/go";
import { figureOf, teamMeasures } from "./measures";
import { PeriodSelect, periodOf } from "./PeriodSelect";
import { Trend } from "./Trend";

/** The representatives' figures over periods, each compared with the most tickets on the page. */
export function TeamCard() {
  const { t } = useTranslation("performance");
  const [search, change] = useSearch();
  const period = periodOf(search.teamPeriod, "WEEK");
  const team = useList("list_team_performance", {
    filter: { period: [period] },
    sort: { field: "periodStart", direction: "desc" },
    limit: 50,
  });
  const most = Math.max(1, ...team.items.map((row) => row.ticketsHandled));
  const nameOf = (row: TeamPerformance) => row.representative?.user?.name ?? row.representativeId;
  return (
    <Card
      flush
      title={t("team")}
      icon={Users}
      aside={
        <PeriodSelect label={t("team")} value={period} onChange={(next) => change({ teamPeriod: next })} />
      }
    >
      {team.error && (
        <div className="p-4">
          <ErrorNotice error={team.error} onRetry={() => void team.refetch()} />
        </div>
      )}
      {!team.isPending && !team.error && (
        <Table
          bare
          label={t("team")}
          items={team.items}
          keyOf={(row) => row.id}
          empty={t("noTeam")}
          columns={[
            {
              title: t("representative"),
              value: (row) => (
                <button
                  type="button"
                  className="font-medium hover:text-accent"
                  aria-label={t("open", { name: nameOf(row) })}
                  onClick={() => change({ representative: row.representativeId })}
                >
                  {nameOf(row)}
                </button>
              ),
            },
            { title: t("from"), value: (row) => day(row.periodStart) },
            {
              title: t("compared"),
              value: (row) => (
                <div className="w-32">
                  <Bar
                    label={t("share", { name: nameOf(row), amount: row.ticketsHandled })}
                    max={most}
                    parts={[{ value: row.ticketsHandled }]}
                  />
                </div>
              ),
            },
            ...teamMeasures.map((measure) => ({
              title: t(`measures.${measure.name}`),
              right: true,
              value: (row: TeamPerformance) => measure.write(figureOf(row, measure)),
            })),
            { title: t("measures.trend"), value: (row) => <Trend trend={row.trend} /> },
          ]}
        />
      )}
      {team.hasMore && (
        <Button kind="quiet" className="m-2" onClick={team.more}>
          {t("more")}
        </Button>
      )}
    </Card>
  );
}
