import { ArrowRight, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Item, useList, useOperation } from "@/api/queries";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Skeleton } from "@/components/Skeleton";
import { words, written } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { pathOf, tables } from "@/lib/tables";

type Entry = Item<"activity_entries">;

const kinds = { insert: Plus, update: Pencil, delete: Trash2 };
/** Columns that move with every change and say nothing of their own. */
const silent = new Set(["updatedAt", "createdAt", "id", "organizationId"]);

/** Every change of a group, row by row and field by field. */
export function Changes({ group }: { group: number }) {
  const { t } = useTranslation("activity");
  const entries = useList("activity_entries", { group, limit: 100 });
  if (entries.error) return <ErrorNotice error={entries.error} onRetry={() => void entries.refetch()} />;
  if (entries.isPending) return <Skeleton />;
  return (
    <Card title={t("changes.title")} flush>
      <ol>
        {entries.items.map((entry) => (
          <EntryRow key={entry.seq} entry={entry} />
        ))}
      </ol>
      {entries.items.length === 0 && <p className="px-4 py-3 text-12 text-muted">{t("changes.none")}</p>}
      {entries.hasMore && (
        <Button kind="quiet" className="m-2" onClick={entries.more}>
          {t("changes.more")}
        </Button>
      )}
    </Card>
  );
}

function EntryRow({ entry }: { entry: Entry }) {
  const { t } = useTranslation("activity");
  const nameOf = useNames();
  const { table, id, label, kind, effect, purged } = entry;
  const Icon = tables[table]?.icon ?? Pencil;
  const Kind = kinds[kind];
  const path = kind === "delete" || purged ? undefined : pathOf(table, id);
  const name = label || t(`tables.${table}`, { count: 1 });
  const changes = entry.changes.filter(({ field }) => !silent.has(field));
  const write = (value: unknown) => nameOf(value) ?? written(value, t("none"));
  return (
    <li className="border-b px-4 py-2.5 last:border-b-0">
      <p className="flex items-center gap-2 text-12">
        <Icon size={14} className="shrink-0 text-muted" aria-hidden />
        {path ? (
          <GoLink to={path} className="truncate font-medium hover:text-accent">
            {name}
          </GoLink>
        ) : (
          <span className="truncate font-medium">{name}</span>
        )}
        <span className="flex shrink-0 items-center gap-1 text-muted">
          <Kind size={12} aria-hidden />
          {t(`changes.${kind}`, { table: t(`tables.${table}`, { count: 1 }) })}
        </span>
        {effect && <span className="shrink-0 text-11 text-muted">{t("changes.effect")}</span>}
        {purged && <span className="shrink-0 text-11 text-muted">{t("changes.purged")}</span>}
      </p>
      {changes.length > 0 && (
        <dl className="mt-1 ml-[22px] grid grid-cols-[minmax(96px,160px)_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-12">
          {changes.map(({ field, from, to }) => (
            <div key={field} className="contents">
              <dt className="truncate text-muted">{words(field)}</dt>
              <dd className="break-words">
                {kind === "update" && <del className="text-muted no-underline">{write(from)}</del>}
                {kind === "update" && (
                  <>
                    <ArrowRight size={12} className="mx-1.5 inline text-muted" aria-hidden />
                    <span className="sr-only"> {t("changes.to")} </span>
                  </>
                )}
                {write(kind === "delete" ? from : to)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

/** Names for the ids of representatives, which changes of assignee and approver hold. */
function useNames(): (value: unknown) => string | undefined {
  const all = useOperation("list_representatives", { limit: 500 }).data?.items ?? [];
  return (value) => all.find(({ id }) => id === value)?.user?.name;
}
