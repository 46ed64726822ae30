import { useTranslation } from "react-i18next";
import type { TeamPerformance } from "@/api/generated";
import { Avatar } from "@/components/Avatar";
import { Card } from "@/components/Card";
import { Bar } from "@/components/Charts";
import { PresenceIcon } from "@/components/Status";
import { Table } from "@/components/Table";
import { day, duration, words } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { personName } from "../relations";
import type { Row } from "../resource";

/** Who it is and how much they carry. */
export function RepresentativeHead({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const [active, max] = [Number(row.activeChats), Number(row.maxChats)];
  const load = t("representative.load", { active, max });
  return (
    <Card>
      <div className="flex items-center gap-4">
        <Avatar name={personName(row, "user")} size={40} />
        <div className="min-w-0 flex-1">
          <p className="text-16 font-semibold">{personName(row, "user")}</p>
          <p className="flex items-center gap-1 text-12 text-muted">
            <PresenceIcon status={String(row.status)} />
            {words(String(row.status))}, {words(String(row.role)).toLowerCase()}
          </p>
        </div>
        <div className="w-40 shrink-0">
          <p className="mb-1.5 text-right text-12 font-medium">{load}</p>
          <Bar
            label={load}
            max={max}
            parts={[{ value: active, tone: active >= max ? "warning" : "accent" }]}
          />
        </div>
      </div>
    </Card>
  );
}

/** The newest figures; all of them are under Reports. */
export function RepresentativeFigures({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const figures = (row.teamPerformance ?? []) as TeamPerformance[];
  return (
    <>
      <Table
        label={t("representative.figures")}
        items={figures}
        keyOf={(each) => each.id}
        empty={t("representative.noFigures")}
        columns={[
          { title: t("fields.period"), value: (each) => words(each.period) },
          { title: t("fields.periodStart"), value: (each) => day(each.periodStart) },
          { title: t("fields.ticketsHandled"), right: true, value: (each) => each.ticketsHandled },
          {
            title: t("fields.avgResponseTime"),
            right: true,
            value: (each) => duration(each.avgResponseTime),
          },
          { title: t("fields.resolutionRate"), right: true, value: (each) => `${each.resolutionRate} %` },
          {
            title: t("fields.customerSatisfaction"),
            right: true,
            value: (each) => each.customerSatisfaction,
          },
          { title: t("fields.trend"), value: (each) => words(each.trend) },
        ]}
      />
      <GoLink to="/reports" search={{ representative: row.id }} className="self-start text-12 text-accent">
        {t("representative.all")}
      </GoLink>
    </>
  );
}
