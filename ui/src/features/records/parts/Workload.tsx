import { LifeBuoy, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Output } from "@/api/client";
import { saveText } from "@/api/desk";
import { useOperation } from "@/api/queries";
import { useSession } from "@/api/session";
import { Avatar } from "@/components/Avatar";
import { Card } from "@/components/Card";
import { ChartCard } from "@/components/ChartCard";
import { ErrorNotice } from "@/components/ErrorNotice";
import { LoadMeter } from "@/components/LoadMeter";
import { PaneHeader } from "@/components/Pane";
import { Skeleton } from "@/components/Skeleton";
import { PresenceIcon, StatusIcon } from "@/components/Status";
import { classes } from "@/lib/classes";
import { count, words } from "@/lib/format";
import { GoLink } from "@/lib/go";

type Lane = Output<"workload">["items"][number];

const open = ["OPEN", "IN_PROGRESS", "WAITING"] as const;

const nameOf = ({ representative }: Lane) => representative.user?.name ?? representative.id;

/** The work pane while no escalation is open: who carries how much. */
export function WorkloadPane() {
  const { t } = useTranslation("records");
  const { data, error, refetch, isPending } = useOperation("workload", {});
  const lanes = data?.items ?? [];
  const sum = (pick: (lane: Lane) => number) => lanes.reduce((total, lane) => total + pick(lane), 0);
  return (
    <>
      <PaneHeader
        wide
        title={t("workload.title")}
        aside={
          data &&
          t("workload.taken", { active: sum((lane) => lane.activeChats), max: sum((lane) => lane.maxChats) })
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto bg-bg px-6 py-4">
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {isPending && !error && <Skeleton />}
        {data && (
          <ChartCard
            save={saveText}
            title={t("workload.lanes")}
            icon={UsersRound}
            file="workload"
            items={lanes}
            keyOf={({ representative }) => representative.id}
            columns={[
              { title: t("one.representatives"), value: nameOf, raw: nameOf },
              {
                title: t("fields.activeChats"),
                right: true,
                value: ({ activeChats }) => activeChats,
                raw: ({ activeChats }) => activeChats,
              },
              {
                title: t("fields.maxChats"),
                right: true,
                value: ({ maxChats }) => maxChats,
                raw: ({ maxChats }) => maxChats,
              },
              ...open.map((status) => ({
                title: words(status),
                right: true,
                value: ({ tickets }: Lane) => tickets[status] ?? 0,
                raw: ({ tickets }: Lane) => tickets[status] ?? 0,
              })),
              {
                title: t("many.escalations"),
                right: true,
                value: ({ escalations }) => escalations,
                raw: ({ escalations }) => escalations,
              },
            ]}
          >
            <ul className="flex flex-col gap-1">
              {lanes.map((lane) => (
                <LaneRow key={lane.representative.id} lane={lane} />
              ))}
              {lanes.length === 0 && <li className="text-12 text-muted">{t("workload.nobody")}</li>}
            </ul>
          </ChartCard>
        )}
      </div>
    </>
  );
}

/** One representative: who, how full, and what they hold by status. */
function LaneRow({ lane }: { lane: Lane }) {
  const { t } = useTranslation("records");
  const { representative, tickets, escalations } = lane;
  const { id } = representative;
  return (
    <li className="grid min-h-10 grid-cols-[minmax(160px,1fr)_180px_auto] items-center gap-6">
      <Person lane={lane} />
      <Load lane={lane} />
      <span className="flex gap-4 text-12">
        {open.map((status) => (
          <GoLink
            key={status}
            to="/queue"
            search={{ assignedTo: id, status }}
            title={words(status)}
            className="flex h-6 w-10 items-center gap-1.5 hover:text-accent"
          >
            <StatusIcon status={status} size={12} />
            {count(tickets[status] ?? 0)}
          </GoLink>
        ))}
        <GoLink
          to="/escalations"
          search={{ assignedTo: id }}
          title={t("many.escalations")}
          aria-label={`${t("many.escalations")}: ${escalations}`}
          className="flex h-6 w-10 items-center gap-1.5 hover:text-accent"
        >
          <LifeBuoy size={12} className="text-muted" aria-hidden />
          {count(escalations)}
        </GoLink>
      </span>
    </li>
  );
}

function Person({ lane }: { lane: Lane }) {
  const { t } = useTranslation("records");
  const self = useSession()?.representative?.id;
  const { representative, activeChats, maxChats } = lane;
  const full = activeChats >= maxChats;
  const state = words(representative.status);
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={nameOf(lane)} self={representative.id === self} />
      <span className="min-w-0 leading-tight">
        <GoLink
          to={`/representatives/${representative.id}`}
          className="block truncate text-12 font-medium hover:text-accent"
        >
          {nameOf(lane)}
        </GoLink>
        <span className={classes("flex items-center gap-1 text-11", full ? "text-warning" : "text-muted")}>
          <PresenceIcon status={representative.status} />
          {full ? t("workload.full", { state }) : state}
        </span>
      </span>
    </span>
  );
}

function Load({ lane }: { lane: Lane }) {
  const { t } = useTranslation("records");
  const self = useSession()?.representative?.id === lane.representative.id;
  const { activeChats, maxChats } = lane;
  return (
    <span className="flex min-w-0 items-center gap-3">
      <LoadMeter
        active={activeChats}
        max={maxChats}
        label={t("workload.lane", { name: nameOf(lane) })}
        self={self}
      />
      <span className="w-14 shrink-0 text-right text-12">
        {t("workload.of", { active: activeChats, max: maxChats })}
      </span>
    </span>
  );
}

/** Beside an open escalation: who has room for it. */
export function LanesCard() {
  const { t } = useTranslation("records");
  const lanes = useOperation("workload", {}).data?.items ?? [];
  return (
    <Card title={t("workload.title")} icon={UsersRound}>
      <ul className="flex flex-col gap-3">
        {lanes.map((lane) => (
          <li key={lane.representative.id} className="flex flex-col gap-1.5">
            <Person lane={lane} />
            <Load lane={lane} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
