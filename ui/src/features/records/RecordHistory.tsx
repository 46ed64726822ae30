import { History, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Input } from "@/api/client";
import type { HistoryEntry } from "@/api/generated";
import { useList, useOperation } from "@/api/queries";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorNotice } from "@/components/ErrorNotice";
import { dayAndClock, written } from "@/lib/format";
import { useFieldName } from "./texts";

const icons = { insert: Plus, update: Pencil, delete: Trash2 };
/** Columns that move with every change and say nothing of their own. */
const silent = new Set(["updatedAt", "createdAt", "id", "organizationId"]);

/** Every change of a row, the newest first: who, when, from what to what. */
export function RecordHistory({ table, id }: { table: string; id: string }) {
  const { t } = useTranslation("records");
  const history = useList("row_history", { table, id, limit: 20 } as Input<"row_history">);
  return (
    <Card title={t("cards.history")} icon={History}>
      {history.error ? (
        <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />
      ) : (
        <ol className="flex flex-col gap-3">
          {history.items.map((entry) => (
            <Entry key={entry.seq} entry={entry} />
          ))}
          {!history.isPending && history.items.length === 0 && (
            <li className="text-12 text-muted">{t("history.none")}</li>
          )}
        </ol>
      )}
      {history.hasMore && (
        <Button kind="quiet" className="mt-3" onClick={history.more}>
          {t("history.more")}
        </Button>
      )}
    </Card>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation("records");
  const fieldName = useFieldName();
  const nameOf = useNames();
  const Icon = icons[entry.kind];
  const changes = entry.changes.filter(({ field }) => !silent.has(field));
  const write = (value: unknown) => nameOf(value) ?? written(value, t("none"));
  return (
    <li className="grid grid-cols-[14px_1fr_auto] gap-x-2.5 text-12">
      <Icon size={14} className="mt-0.5 text-muted" aria-hidden />
      <div className="min-w-0">
        <p>
          <span className="font-medium">{entry.actor?.name ?? t("history.desk")}</span>{" "}
          <span className="text-muted">{t(`history.${entry.kind}`)}</span>
        </p>
        {entry.kind === "update" &&
          changes.map(({ field, from, to }) => (
            <p key={field} className="break-words">
              <span className="text-muted">{fieldName(field)}:</span> {write(from)} <span aria-hidden>→</span>
              <span className="sr-only">{t("history.to")}</span> {write(to)}
            </p>
          ))}
      </div>
      <time dateTime={entry.at} className="text-11 text-muted">
        {dayAndClock(entry.at)}
      </time>
    </li>
  );
}

/** Names for the ids of representatives, which changes of assignee and approver hold. */
function useNames(): (value: unknown) => string | undefined {
  const all = useOperation("list_representatives", { limit: 500 }).data?.items ?? [];
  return (value) => all.find(({ id }) => id === value)?.user?.name;
}
