import { ClipboardList } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { dayAndClock } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { pathOf } from "@/lib/tables";
import type { Report } from "./useReversal";

/** What a reversal changed, and what it left as it was, with the reason. */
export function ReportCard({ report }: { report: Report }) {
  const { t } = useTranslation("activity");
  const { changed, skipped } = report;
  return (
    <Card icon={ClipboardList} title={t("report.title")} aside={t("report.changed", { count: changed })}>
      {skipped.length === 0 ? (
        <p className="text-12 text-muted">{t("report.nothingSkipped")}</p>
      ) : (
        <>
          <p className="mb-2 text-12 font-medium text-warning">
            {t("report.skipped", { count: skipped.length })}
          </p>
          <ul className="flex flex-col gap-2">
            {skipped.map(({ table, id, label, reason, by, at }) => {
              const path = pathOf(table, id);
              const name = label || t(`tables.${table}`, { count: 1 });
              return (
                <li key={`${table} ${id}`} className="text-12">
                  {path ? (
                    <GoLink to={path} className="font-medium hover:text-accent">
                      {name}
                    </GoLink>
                  ) : (
                    <span className="font-medium">{name}</span>
                  )}{" "}
                  <span className="text-muted">
                    {reason}
                    {by && ` ${t("report.by", { name: by.name })}`}
                    {at && ` ${dayAndClock(at)}`}
                  </span>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Card>
  );
}
