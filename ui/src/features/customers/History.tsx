import { ChevronDown, ChevronRight, History as HistoryIcon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { useList } from "@/api/queries";
import { Button, IconButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorNotice } from "@/components/ErrorNotice";
import { dayAndClock, words } from "@/lib/format";

/** A value of a change in words. */
function said(value: unknown, nothing: string): string {
  if (value === null || value === undefined || value === "") return nothing;
  if (typeof value !== "string") return JSON.stringify(value);
  if (/^[A-Z][A-Z_]+$/.test(value)) return words(value);
  return /^\d{4}-\d\d-\d\dT/.test(value) ? dayAndClock(value) : value;
}

/** Every change of the profile, newest first; read only when it is opened. */
export function History({ id }: { id: string }) {
  const { t } = useTranslation("customers");
  const [open, setOpen] = useState(false);
  const toggle = () => setOpen((now) => !now);
  const list = useList("row_history", { table: "customer_profiles", id, limit: 20 }, { enabled: open });
  useActions([
    {
      id: "customer.history",
      scope: "item",
      title: t("history.title"),
      icon: HistoryIcon,
      keys: "h",
      run: toggle,
    },
  ]);
  return (
    <Card
      icon={HistoryIcon}
      title={t("history.title")}
      aside={
        <IconButton
          icon={open ? ChevronDown : ChevronRight}
          label={open ? t("history.hide") : t("history.show")}
          aria-expanded={open}
          keys="H"
          onClick={toggle}
        />
      }
    >
      {!open ? (
        <p className="text-12 text-muted">{t("history.about")}</p>
      ) : list.error ? (
        <ErrorNotice error={list.error} />
      ) : (
        <ol className="flex flex-col gap-2 text-12">
          {list.items.map((entry) => (
            <li key={entry.seq}>
              <p className="text-muted">
                {t(`history.${entry.kind}`, {
                  who: entry.actor?.name ?? t("history.somebody"),
                  at: dayAndClock(entry.at),
                })}
              </p>
              {entry.kind === "update" &&
                entry.changes
                  .filter(({ field }) => field !== "updatedAt")
                  .map(({ field, from, to }) => (
                    <p key={field} className="break-words">
                      {t("history.change", {
                        field: words(field),
                        from: said(from, t("history.nothing")),
                        to: said(to, t("history.nothing")),
                      })}
                    </p>
                  ))}
            </li>
          ))}
          {!list.isPending && list.items.length === 0 && <li className="text-muted">{t("history.empty")}</li>}
          {list.hasMore && (
            <li>
              <Button onClick={list.more}>{t("related.showMore")}</Button>
            </li>
          )}
        </ol>
      )}
    </Card>
  );
}
