import { CircleAlert, CircleCheck, GitMerge, Trash2, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useListCursor } from "@/actions";
import type { useConflicts } from "@/api/sync";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { GroupHeader, ListFooter } from "@/components/Pane";
import { Pill } from "@/components/Pill";
import { Skeleton } from "@/components/Skeleton";
import { VirtualList } from "@/components/VirtualList";
import { clock, count, dayAndClock, words } from "@/lib/format";
import { useGo } from "@/lib/go";
import { tables } from "@/lib/tables";
import { useAddress } from "./address";
import { type Case, isHead, type Line, lineId, linesOf } from "./cases";
import { useRowName } from "./RowName";

const heads = { edited: GitMerge, deleted: Trash2, refused: TriangleAlert };

/** What somebody has to decide: records, not fields. */
export function ConflictList(props: {
  id: string | undefined;
  found: ReturnType<typeof useConflicts>;
  cases: readonly Case[];
}) {
  const { id, found, cases } = props;
  const { t } = useTranslation("activity");
  const go = useGo();
  const { search } = useAddress();
  const lines = linesOf(cases);
  // What waits for a refused operation is decided with it.
  const left = cases.filter((each) => each.kind !== "refused" || each.refused.accepts.length > 0).length;
  const open = (line: Line, replace = false) => {
    if (!isHead(line)) go(`/activity/${line.id}`, search, { replace });
  };
  const { cursor, moveTo } = useListCursor<Line>({
    items: lines,
    idOf: lineId,
    openId: id,
    isHeading: isHead,
    onOpen: (line) => open(line),
    onBack: id ? () => go("/activity", search) : undefined,
    onMove: (line) => id && open(line, true),
  });
  if (found.error)
    return (
      <div className="flex-1 p-4">
        <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
      </div>
    );
  return (
    <>
      {found.isPending ? (
        <div className="flex-1">
          <Skeleton height={56} />
        </div>
      ) : lines.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t("conflicts.empty")} hint={t("conflicts.emptyHint")} />
      ) : (
        <VirtualList
          items={lines}
          keyOf={lineId}
          rowHeight={(line) => (isHead(line) ? 32 : 56)}
          isHeading={isHead}
          label={t("tabs.conflicts")}
          cursor={cursor}
          onOpen={(line, index) => {
            moveTo(index);
            open(line);
          }}
        >
          {(line) =>
            isHead(line) ? (
              <GroupHeader
                icon={heads[line.head]}
                label={t(`conflicts.heads.${line.head}`)}
                count={count(line.count)}
                tone={line.head === "edited" ? "text-muted" : "text-warning"}
              />
            ) : line.kind === "refused" ? (
              <RefusedRow {...line} />
            ) : (
              <RecordRow {...line} />
            )
          }
        </VirtualList>
      )}
      <ListFooter>{t("conflicts.count", { count: left, amount: count(left) })}</ListFooter>
    </>
  );
}

function RecordRow(each: Exclude<Case, { kind: "refused" }>) {
  const { t } = useTranslation("activity");
  const name = useRowName(each.table, each.row);
  return (
    <Row
      icon={tables[each.table]?.icon ?? GitMerge}
      title={name}
      at={each.at}
      line={t(`tables.${each.table}`, { count: 1 })}
      note={
        each.kind === "edited"
          ? t("conflicts.fields", { count: each.conflicts.length })
          : t("conflicts.keepOrRestore")
      }
    />
  );
}

function RefusedRow({ refused, at }: Extract<Case, { kind: "refused" }>) {
  const { t } = useTranslation("activity");
  const [first] = refused.rows;
  return (
    <Row
      icon={tables[first?.table ?? ""]?.icon ?? TriangleAlert}
      title={words(refused.operation ?? t("unnamed"))}
      at={at}
      line={first ? <FirstName {...first} /> : ""}
      note={refused.accepts.length > 0 ? t("conflicts.refused") : t("conflicts.waits")}
    />
  );
}

function FirstName({ table, id }: { table: string; id: string }) {
  return useRowName(table, id);
}

function Row(props: {
  icon: typeof GitMerge;
  title: string;
  at: string;
  line: React.ReactNode;
  note: string;
}) {
  const { icon: Icon, title, at, line, note } = props;
  return (
    <div className="grid h-full grid-cols-[16px_minmax(0,1fr)] items-center gap-3 px-4">
      <Icon size={16} className="text-muted" aria-hidden />
      <div className="flex min-w-0 flex-col gap-0.5">
        <div className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate text-13 font-medium">{title}</span>
          <time dateTime={at} title={dayAndClock(at)} className="shrink-0 text-11 text-muted">
            {clock(at)}
          </time>
        </div>
        <div className="flex items-center gap-2 text-11 text-muted">
          <span className="min-w-0 flex-1 truncate">{line}</span>
          <Pill tone="warning" icon={CircleAlert} small>
            {note}
          </Pill>
        </div>
      </div>
    </div>
  );
}
