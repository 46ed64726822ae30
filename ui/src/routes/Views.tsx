import { useLocation } from "@tanstack/react-router";
import {
  AlarmClock,
  Circle,
  CircleCheck,
  CircleDotDashed,
  CirclePause,
  CircleX,
  Ellipsis,
  ListFilter,
  type LucideIcon,
  Moon,
  Pencil,
  Plus,
  Trash2,
  UserRound,
  Users,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { QueueCounts, SavedView, StatusCounts, TicketStatus } from "@/api/generated";
import { paint, useChange, useOperation } from "@/api/queries";
import { useQueueCounts } from "@/api/queueCounts";
import { useSession } from "@/api/session";
import { IconButton } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { toast } from "@/components/Toast";
// Not the whole of the queue, which is a script of its own.
import { ViewDialog } from "@/features/queue/dialogs/ViewDialog";
import { savedAddress } from "@/features/queue/view";
import { classes } from "@/lib/classes";
import { amount, count } from "@/lib/format";
import { GoLink, type Search, useGo } from "@/lib/go";
import { screenAt } from "@/lib/screens";
import { glyph, item, itemState } from "./item";

const statusViews: { status: TicketStatus; icon: LucideIcon }[] = [
  { status: "OPEN", icon: Circle },
  { status: "IN_PROGRESS", icon: CircleDotDashed },
  { status: "WAITING", icon: CirclePause },
  { status: "RESOLVED", icon: CircleCheck },
  { status: "CLOSED", icon: CircleX },
];

const open = "OPEN,IN_PROGRESS,WAITING";
const openStatuses = ["OPEN", "IN_PROGRESS", "WAITING"] as const;

/** How many are still to be done; those that sleep are among the counts by status, and not in the list. */
function openAmount(counts: StatusCounts<TicketStatus> | undefined, queue: QueueCounts | undefined) {
  if (!counts || !queue || queue.snoozed.atLeast) return undefined;
  const all = openStatuses.reduce((sum, status) => sum + (counts.byStatus[status] ?? 0), 0);
  return count(Math.max(0, all - queue.snoozed.count));
}

/** Ways to look at the queue: those there always are, and those that were saved, with live counts. */
export function Views() {
  const { t } = useTranslation("shell");
  const go = useGo();
  const counts = useOperation("count_tickets", {}).data;
  const queue = useQueueCounts();
  const saved = useOperation("list_saved_views", { filter: { resource: "tickets" }, limit: 100 }).data?.items;
  const amounts = useOperation("count_saved_views", {}).data?.items;
  const representative = useSession()?.representative;
  const location = useLocation();
  const search = location.search as Search;
  const inQueue = screenAt(location.pathname)?.name === "queue";
  const plain = inQueue && search.view === undefined && !search.late && !search.snoozed;
  return (
    <>
      <div className="flex h-9 shrink-0 items-center justify-between pt-1.5 pr-0.5 pl-2">
        <h2 className="text-11 font-medium text-muted">{t("navigation.views")}</h2>
        <IconButton
          icon={Plus}
          label={t("views.save")}
          className="size-6"
          onClick={() => go("/queue", { ...(inQueue ? search : {}), new: "view" })}
        />
      </div>
      {representative && (
        <View
          icon={UserRound}
          label={t("views.mine")}
          search={{ assignedTo: representative.id }}
          on={plain && search.assignedTo === representative.id}
          amount={queue?.mine ? amount(queue.mine) : undefined}
        />
      )}
      <View
        icon={ListFilter}
        label={t("views.due")}
        search={{ status: open, sort: "due" }}
        on={plain && search.status === open && search.sort === "due" && !search.assignedTo}
        amount={openAmount(counts, queue)}
      />
      <View
        icon={AlarmClock}
        label={t("views.late")}
        search={{ status: open, late: "yes", sort: "due" }}
        on={inQueue && search.view === undefined && search.late !== undefined}
        amount={queue && amount(queue.late)}
      />
      {statusViews.map(({ status, icon }) => (
        <View
          key={status}
          icon={icon}
          label={t(`views.${status}`)}
          search={{ status }}
          on={plain && search.status === status && !search.assignedTo}
          amount={counts ? count(counts.byStatus[status] ?? 0) : undefined}
        />
      ))}
      <View
        icon={Moon}
        label={t("views.snoozed")}
        search={{ status: open, snoozed: "yes" }}
        on={inQueue && search.view === undefined && search.snoozed !== undefined}
        amount={queue && amount(queue.snoozed)}
      />
      {saved?.map((view) => {
        const held = amounts?.find(({ id }) => id === view.id);
        return (
          <Saved
            key={view.id}
            view={view}
            on={inQueue && search.view === view.id}
            amount={held && amount(held)}
          />
        );
      })}
    </>
  );
}

/** A saved view, with what can be done with it by who may. */
function Saved({ view, on, amount }: { view: SavedView; on: boolean; amount?: string }) {
  const { t } = useTranslation("shell");
  const go = useGo();
  const session = useSession();
  const [editing, setEditing] = useState(false);
  const mine = view.userId === session?.user.id;
  const mayChange = mine || session?.role === "TEAM_LEAD" || session?.role === "ADMIN";
  const remove = useChange("delete_saved_view", {
    paint: ({ id }) => [
      paint("list_saved_views", (page) => ({ ...page, items: page.items.filter((each) => each.id !== id) })),
    ],
    onSuccess: ({ name }) => toast({ title: t("views.deleted", { name }), undo: undoLast }),
    onError: ({ message }) => toast({ tone: "danger", title: t("views.refused"), detail: message }),
  });
  return (
    <div className="group relative shrink-0">
      <View
        icon={view.shared ? Users : ListFilter}
        label={view.name}
        search={savedAddress(view).search}
        on={on}
        amount={
          <span className={classes(mayChange && "group-focus-within:invisible group-hover:invisible")}>
            {amount}
          </span>
        }
      />
      {mayChange && (
        <Menu
          trigger={
            <IconButton
              icon={Ellipsis}
              label={t("views.menu", { name: view.name })}
              className="absolute! top-0.5 right-0.5 size-6 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100"
            />
          }
          items={[
            { label: t("views.edit"), icon: Pencil, run: () => setEditing(true) },
            {
              label: t("views.delete"),
              icon: Trash2,
              danger: true,
              run: () => {
                if (on) go("/queue");
                remove.mutate({ id: view.id, expectedUpdatedAt: view.updatedAt });
              },
            },
          ]}
        />
      )}
      {editing && <ViewDialog view={view} onClose={() => setEditing(false)} />}
    </div>
  );
}

interface ViewProps {
  icon: LucideIcon;
  label: string;
  search: Search;
  on: boolean;
  amount?: ReactNode;
}

function View({ icon: Icon, label, search, on, amount }: ViewProps) {
  return (
    <GoLink
      to="/queue"
      search={search}
      aria-current={on ? "page" : undefined}
      className={classes(item, itemState(on))}
    >
      <Icon size={16} className={glyph(on)} aria-hidden />
      <span className="ml-2 flex-1 truncate">{label}</span>
      <span className={classes("text-12 font-normal", !on && "text-muted")}>{amount}</span>
    </GoLink>
  );
}
