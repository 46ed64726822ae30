import { ArchiveRestore, Check, RotateCw, Trash2, TriangleAlert, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import type { Input } from "@/api/client";
import { useMay } from "@/api/may";
import { useChange } from "@/api/queries";
import { type Decision, useResolve } from "@/api/sync";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorNotice } from "@/components/ErrorNotice";
import { PaneHeader } from "@/components/Pane";
import { toast } from "@/components/Toast";
import { dayAndClock, words, wordsInside } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { pathOf, tables } from "@/lib/tables";
import { Changes } from "./Changes";
import type { Case } from "./cases";
import { Held, RowName, useRowName } from "./RowName";

/** Columns that say nothing to whoever decides. */
const silent = new Set(["id", "organizationId", "conversationId", "createdAt", "updatedAt"]);

/** A row that was edited here and deleted there: what it was, to be let go or brought back. */
export function GonePane({ each, onDone }: { each: Extract<Case, { kind: "deleted" }>; onDone: () => void }) {
  const { t } = useTranslation("activity");
  const may = useMay();
  const name = useRowName(each.table, each.row);
  const resolve = useResolve();
  const keep = (title: string) =>
    resolve.mutate([[each.id, "keep"]], {
      onSuccess: () => {
        toast({ title });
        onDone();
      },
    });
  const restore = useChange("restore_row", {
    onSuccess: () => keep(t("deleted.restored", { title: name })),
  });
  const error = resolve.error ?? restore.error;
  const busy = resolve.isPending || restore.isPending;
  const letGo = () => !busy && keep(t("conflicts.letGo", { title: name }));
  const bringBack = () => {
    const table = each.table as Input<"restore_row">["table"];
    if (!busy) restore.mutate({ table, id: each.row });
  };
  useActions([
    {
      id: "conflict.letGo",
      scope: "item",
      title: t("conflicts.keepDeleted"),
      keys: "$mod+Enter",
      icon: Check,
      run: letGo,
    },
    {
      id: "conflict.restore",
      scope: "item",
      title: t("deleted.restore"),
      icon: ArchiveRestore,
      when: () => may("restore_row"),
      run: bringBack,
    },
  ]);
  const values = Object.entries(each.conflict.deleted ?? {}).filter(
    ([field, value]) => !silent.has(field) && value !== null && value !== "",
  );
  return (
    <>
      <PaneHeader
        wide
        actions={
          <>
            <Button
              icon={ArchiveRestore}
              disabled={busy || !may("restore_row")}
              title={may("restore_row") ? undefined : t("deleted.leadOnly")}
              onClick={bringBack}
            >
              {t("deleted.restore")}
            </Button>
            <Button kind="primary" icon={Check} keys="$mod+Enter" disabled={busy} onClick={letGo}>
              {t("conflicts.keepDeleted")}
            </Button>
          </>
        }
      >
        <span className="block truncate text-12 text-muted first-letter:uppercase">
          {t(`tables.${each.table}`, { count: 1 })}
        </span>
      </PaneHeader>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto bg-bg px-6 py-4">
        <div>
          <h2 className="text-20 leading-snug font-semibold break-words">{name}</h2>
          <p className="text-12 text-muted">{t("conflicts.gone", { at: dayAndClock(each.at) })}</p>
        </div>
        {error && <ErrorNotice error={error} safe={t("conflicts.safe")} />}
        <Card title={t("conflicts.asItWas")} icon={Trash2}>
          <dl className="grid grid-cols-[180px_minmax(0,1fr)] gap-x-4 gap-y-2 text-12">
            {values.map(([field, value]) => (
              <div key={field} className="contents">
                <dt className="truncate text-muted">
                  {words(referenced(field, value) ? field.replace(/Id$/, "") : field)}
                </dt>
                <dd className="break-words">
                  <Held value={value} references={referenced(field, value)} />
                </dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
    </>
  );
}

const refersTo: Record<string, string> = {
  userId: "users",
  customerId: "users",
  ticketId: "tickets",
  refundId: "refunds",
  budgetId: "budgets",
  assignedTo: "representatives",
  representativeId: "representatives",
  approvedBy: "representatives",
};

/** The table a column of a deleted row refers to. */
function referenced(field: string, value: unknown): string | undefined {
  return typeof value === "string" && /^[0-9a-f-]{36}$/.test(value) ? refersTo[field] : undefined;
}

/** An operation that the hub refused: why, and what it did here. */
export function RefusedPane({
  each,
  onDone,
}: {
  each: Extract<Case, { kind: "refused" }>;
  onDone: () => void;
}) {
  const { t } = useTranslation("activity");
  const resolve = useResolve();
  const { refused } = each;
  const { reason, accepts } = refused;
  const operation = words(refused.operation ?? t("unnamed"));
  const open = accepts.length > 0;
  const decide = (decision: Decision, title: string) => {
    if (resolve.isPending) return;
    resolve.mutate([[refused.id, decision]], {
      onSuccess: () => {
        toast({ title });
        onDone();
      },
    });
  };
  const again = () => decide("mine", t("refusals.told", { operation }));
  const giveUp = () => decide("theirs", t("refusals.gaveUp", { operation }));
  useActions([
    {
      id: "refused.again",
      scope: "item",
      title: t("refusals.again"),
      keys: "$mod+Enter",
      icon: RotateCw,
      when: () => open,
      run: again,
    },
    {
      id: "refused.giveUp",
      scope: "item",
      title: t("refusals.giveUp"),
      keys: "Delete",
      icon: X,
      when: () => open,
      run: giveUp,
    },
  ]);
  const what = reason.table ? t(`tables.${reason.table}`, { count: 1 }) : undefined;
  const about = reason.column ? wordsInside(reason.column) : undefined;
  return (
    <>
      <PaneHeader
        wide
        title={operation}
        aside={dayAndClock(refused.at)}
        actions={
          open && (
            <>
              <Button icon={X} keys="Delete" disabled={resolve.isPending} onClick={giveUp}>
                {t("refusals.giveUp")}
              </Button>
              <Button
                kind="primary"
                icon={RotateCw}
                keys="$mod+Enter"
                disabled={resolve.isPending}
                onClick={again}
              >
                {t("refusals.again")}
              </Button>
            </>
          )
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto bg-bg px-6 py-4">
        <div className="flex items-start gap-2.5 rounded-8 bg-warning-soft p-3">
          <TriangleAlert size={16} className="mt-0.5 shrink-0 text-warning" aria-hidden />
          <div className="min-w-0 text-12">
            <p className="text-13 font-medium text-warning">
              {t(open ? "refusals.title" : "refusals.waits")}
            </p>
            {open && (
              <p className="break-words">
                {t(what ? (about ? "refusals.whyField" : "refusals.whyRow") : "refusals.why", {
                  reason: reason.reason ?? "",
                  table: what,
                  field: about,
                })}
              </p>
            )}
            <p>{t(open ? "refusals.hint" : "refusals.waitsHint")}</p>
          </div>
        </div>
        {resolve.error && <ErrorNotice error={resolve.error} safe={t("conflicts.safe")} />}
        <Card title={t("refusals.rows")} flush>
          <ul>
            {refused.rows.map(({ table, id }) => (
              <TouchedRow key={`${table} ${id}`} table={table} id={id} />
            ))}
          </ul>
        </Card>
        {refused.actor && (
          <p className="text-12 text-muted">
            {t("refusals.doneBy")} <RowName table="users" id={refused.actor} />
          </p>
        )}
        <Changes group={refused.group} />
      </div>
    </>
  );
}

function TouchedRow({ table, id }: { table: string; id: string }) {
  const Icon = tables[table]?.icon ?? TriangleAlert;
  const path = pathOf(table, id);
  return (
    <li className="flex h-8 items-center gap-2 border-b px-4 text-12 last:border-b-0">
      <Icon size={14} className="shrink-0 text-muted" aria-hidden />
      {path ? (
        <GoLink to={path} className="truncate font-medium hover:text-accent">
          <RowName table={table} id={id} />
        </GoLink>
      ) : (
        <span className="truncate font-medium">
          <RowName table={table} id={id} />
        </span>
      )}
    </li>
  );
}
