import { History, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Activity, Today } from "@/api/generated";
import { Card } from "@/components/Card";
import { classes } from "@/lib/classes";
import { clock, words } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { tables } from "@/lib/tables";
import { upTo } from "./figures";
import { NoRows } from "./Row";

/** What was done since the last business day ended, newest first, and the way to all of it. */
export function Overnight({
  today,
  items,
  cursor,
}: {
  today: Pick<Today, "since" | "overnight">;
  items: readonly Activity[];
  cursor: string | undefined;
}) {
  const { t } = useTranslation(["today", "activity"]);
  const { since, overnight } = today;
  const search = { after: since ?? undefined };
  return (
    <Card
      flush
      icon={History}
      title={t("overnight.title")}
      aside={
        since &&
        overnight > 0 && (
          <GoLink to="/activity" search={search} className="hover:text-text">
            {t("overnight.count", { count: overnight, amount: upTo(overnight) })}
          </GoLink>
        )
      }
    >
      {items.length === 0 ? (
        <NoRows>{t(since ? "overnight.empty" : "overnight.noHours")}</NoRows>
      ) : (
        <ul className="py-1.5">
          {items.map((each) => {
            const Icon = each.origin !== null ? Undo2 : (tables[each.first?.table ?? ""]?.icon ?? History);
            const name = each.actor?.name ?? t("activity:desk");
            const did = words(each.operation ?? t("activity:unnamed"));
            return (
              <li key={each.group}>
                <GoLink
                  to={`/activity/${each.group}`}
                  search={search}
                  className={classes(
                    "flex h-8 items-center gap-3 px-4 text-12",
                    cursor === String(each.group)
                      ? "bg-selected shadow-[inset_2px_0_0_var(--accent)]"
                      : "hover:bg-raised",
                  )}
                >
                  <Icon size={16} className="shrink-0 text-muted" aria-hidden />
                  <span className={classes("min-w-0 flex-1 truncate", each.undone && "line-through")}>
                    {each.first?.label && <span className="font-medium">{each.first.label} </span>}
                    <span className={each.first?.label ? "text-muted" : "font-medium"}>
                      {t("overnight.line", { did, name })}
                    </span>
                  </span>
                  <time dateTime={each.at} className="shrink-0 text-11 text-muted">
                    {clock(each.at)}
                  </time>
                </GoLink>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
