import { Play } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions, useListCursor } from "@/actions";
import { useOperation } from "@/api/queries";
import { useSession } from "@/api/session";
import { Button } from "@/components/Button";
import { ErrorNotice } from "@/components/ErrorNotice";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";
import { Skeleton } from "@/components/Skeleton";
import { longDay, timeZone } from "@/lib/format";
import { type Path, useGo } from "@/lib/go";
import { slaOf } from "@/lib/sla";
import { Approvals, pendingRefunds, SHOWN } from "./Approvals";
import { BudgetCard } from "./BudgetCard";
import { Escalations } from "./Escalations";
import { Figures } from "./Figures";
import { Load } from "./Load";
import { Overdue } from "./Overdue";
import { Overnight } from "./Overnight";

/** How many rows the cards show at most. */
const LATE = 5;
const NEXT = 4;
const OVERNIGHT = 10;

/** How the day begins: the desk in figures, one's own load, who waits, what is to be decided. */
export function TodayScreen() {
  const { t } = useTranslation("today");
  const go = useGo();
  const today = useOperation("today", {});
  const me = useSession()?.representative?.id;
  const dueSort = { field: "dueAt", direction: "asc" } as const;
  const late = useOperation("list_queue", { late: true, sort: dueSort, limit: LATE });
  const mine = useOperation(
    "list_queue",
    {
      filter: { assignedTo: me ?? "", status: ["OPEN", "IN_PROGRESS", "WAITING"] },
      sort: dueSort,
      limit: 50,
    },
    { enabled: me !== undefined },
  );
  const next = (mine.data?.items ?? [])
    .filter((each) => slaOf(each, Date.now())?.state !== "late")
    .slice(0, NEXT);
  const since = today.data?.since ?? undefined;
  const overnight = useOperation(
    "list_activity",
    { filter: { after: since }, limit: OVERNIGHT },
    { enabled: since !== undefined },
  );
  const waiting = useOperation("list_escalations", { filter: { status: ["PENDING"] }, limit: 5 });
  const refunds = useOperation("list_refunds", pendingRefunds);
  const refundCounts = useOperation("count_refunds", {}).data;
  const escalationCounts = useOperation("count_escalations", {}).data;

  const done = overnight.data?.items ?? [];
  const rows = [
    ...(late.data?.items ?? []).map(({ id }) => ({ key: id, path: `/queue/${id}` })),
    ...next.map(({ id }) => ({ key: id, path: `/queue/${id}` })),
    ...(waiting.data?.items ?? []).map(({ id }) => ({ key: id, path: `/escalations/${id}` })),
    ...(refunds.data?.items ?? []).slice(0, SHOWN).map(({ id }) => ({ key: id, path: `/refunds/${id}` })),
    ...done.map(({ group }) => ({ key: String(group), path: `/activity/${group}` })),
  ];
  const { item } = useListCursor({
    items: rows,
    idOf: ({ key }) => key,
    onOpen: ({ path }) => go(path as Path),
  });
  const triage = () => go("/queue", { status: "OPEN", sort: "due" });
  useActions([
    {
      id: "today.triage",
      scope: "screen",
      title: t("startTriage"),
      icon: Play,
      keys: "$mod+Enter",
      run: triage,
    },
  ]);

  const failed = [today, late, mine, waiting, refunds, overnight].find(({ error }) => error !== null);
  const budget = today.data?.budgets.find(({ type }) => type === "REFUND");
  return (
    <ResizablePanes>
      <PaneHeader
        wide
        title={t("shell:screens.today")}
        aside={<Now />}
        actions={
          <Button kind="primary" icon={Play} keys="g q" onClick={triage}>
            {t("startTriage")}
          </Button>
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto bg-bg px-6 py-4">
        {failed?.error && (
          <div className="mb-4">
            <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />
          </div>
        )}
        {today.isPending ? (
          <Skeleton rows={12} />
        ) : (
          <>
            <Figures today={today.data} />
            <div className="mt-4 grid grid-cols-3 items-start gap-4 max-[1199px]:grid-cols-2 *:flex *:min-w-0 *:flex-col *:gap-4">
              <div>
                <Load mine={today.data?.mine} />
                <Overdue late={late.data?.items ?? []} next={next} cursor={item?.key} />
              </div>
              <div>
                <Escalations
                  items={waiting.data?.items ?? []}
                  total={escalationCounts && (escalationCounts.byStatus.PENDING ?? 0)}
                  cursor={item?.key}
                />
                <Approvals
                  items={refunds.data?.items ?? []}
                  complete={refunds.data?.nextCursor === null}
                  pending={refundCounts && (refundCounts.byStatus.PENDING ?? 0)}
                  cursor={item?.key}
                />
              </div>
              <div>
                <BudgetCard budget={budget} />
                <Overnight
                  today={today.data ?? { since: null, overnight: 0 }}
                  items={done}
                  cursor={item?.key}
                />
              </div>
            </div>
          </>
        )}
      </div>
    </ResizablePanes>
  );
}

/** The date and time in the organization's zone, kept right to the minute. */
function Now() {
  const { t } = useTranslation("today");
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const place = (timeZone().split("/").at(-1) ?? timeZone()).replaceAll("_", " ");
  return t("heading", { date: longDay(now.toISOString()), place });
}
