import { Check, CirclePause, Ellipsis, LifeBuoy, Play, RotateCcw } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions";
import type { MessageVisibility, Ticket } from "@/api/generated";
import { useIsUnsynced } from "@/api/sync";
import { Button, IconButton } from "@/components/Button";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Menu } from "@/components/Menu";
import { PaneHeader } from "@/components/Pane";
import { UnsyncedMark } from "@/components/UnsyncedMark";
import { dayAndClock, duration } from "@/lib/format";
import { Composer } from "./Composer";
import type { Fields, TicketChanges } from "./changes";
import { restoreDrafts } from "./drafts";
import { EditableText } from "./EditableText";
import { Properties } from "./Properties";
import { Related } from "./Related";
import { mayBecome } from "./steps";
import { type Editing, Timeline, useTimeline } from "./Timeline";
import { ticketKeys } from "./useQueueActions";
import { useWhyNot } from "./whyNot";

/** What of the pane is open besides the ticket itself. */
export interface PaneState {
  editing: Editing;
  /** The whole history is shown. */
  history: boolean;
  /** What is being written. */
  visibility: MessageVisibility;
  /** The composer shall take the focus. */
  writing: boolean;
}

export interface TicketPaneProps {
  ticket: Ticket;
  changes: TicketChanges;
  state: PaneState;
  onState: (state: Partial<PaneState>) => void;
  onAdd: (visibility: MessageVisibility, resolve: boolean) => void;
  mayDelete: boolean;
  /** The bulk bar stands where the composer would. */
  selecting: boolean;
}

/** One ticket: its head, what is known, its conversation, and where to write more. */
export function TicketPane(props: TicketPaneProps) {
  const { ticket, changes, state, onState, onAdd, mayDelete, selecting } = props;
  const { t } = useTranslation("queue");
  const unsynced = useIsUnsynced("tickets", props.ticket.id);
  const whyNot = useWhyNot();
  const timeline = useTimeline(ticket.id);
  const stale = changes.stale?.ticket.id === ticket.id ? changes.stale : null;
  const said = t("said.edited");
  const save = async (fields: Fields, seen: string) =>
    (await changes.act(ticket, { do: "edit", fields }, said, seen)) !== null;

  const drafts = timeline.first?.drafts;
  useEffect(() => {
    if (drafts) restoreDrafts(ticket.id, drafts);
  }, [ticket.id, drafts]);

  return (
    <>
      <PaneHeader wide actions={!selecting && <Actions ticket={ticket} mayDelete={mayDelete} />}>
        <span className="whitespace-nowrap font-mono text-12 text-muted">{ticket.ticketNumber}</span>
        {unsynced && <UnsyncedMark />}
      </PaneHeader>
      <div className="flex shrink-0 flex-col gap-3 border-b px-6 py-4" key={ticket.id}>
        {stale && <ErrorNotice error={stale.error} safe={t("stale")} onRetry={changes.reload} />}
        <div>
          <EditableText
            label={t("fields.subject")}
            value={ticket.subject}
            seen={ticket.updatedAt}
            editing={state.editing === "subject"}
            onDone={() => onState({ editing: null })}
            onSave={(subject, seen) => save({ subject }, seen)}
          >
            <h2 className="text-20 leading-snug font-semibold">
              <button
                type="button"
                title={t("actions.editSubject")}
                onClick={() => onState({ editing: "subject" })}
                className="-mx-1 rounded-6 px-1 text-left break-words hoverable"
              >
                {ticket.subject}
              </button>
            </h2>
          </EditableText>
          <p className="text-12 text-muted" title={dayAndClock(ticket.createdAt)}>
            {t(ticket.aiHandled ? "openedHandledByAi" : "opened", {
              name: ticket.customer?.name ?? t("someone"),
              ago: duration((Date.now() - Date.parse(ticket.createdAt)) / 1000),
            })}
          </p>
        </div>
        <Properties ticket={ticket} work={timeline.first?.work} />
        {timeline.first && <Related timeline={timeline.first} onWake={() => runAction("ticket.wake")} />}
      </div>
      <Timeline
        key={`timeline ${ticket.id}`}
        ticket={ticket}
        timeline={timeline}
        all={state.history}
        editing={state.editing}
        onEdit={(editing) => onState({ editing })}
        onSave={save}
        below={selecting && <div className="h-28" />}
      />
      {!selecting && (
        <Composer
          key={`composer ${ticket.id}`}
          ticketId={ticket.id}
          customer={ticket.customer?.name ?? t("someone")}
          visibility={state.visibility}
          onVisibility={(visibility) => onState({ visibility })}
          wanted={state.writing}
          onTaken={() => onState({ writing: false })}
          unresolvable={mayBecome(ticket.status, "RESOLVED") ? undefined : whyNot(ticket, "RESOLVED")}
          onAdd={onAdd}
        />
      )}
    </>
  );
}

const inMenu = [
  "assign",
  "route",
  "status",
  "priority",
  "tag",
  "category",
  "refund",
  "snooze",
  "wake",
  "merge",
  "record",
  "edit",
  "history",
] as const;

/** The head's buttons: what comes next for this status, and a menu of all else. */
function Actions({ ticket, mayDelete }: { ticket: Ticket; mayDelete: boolean }) {
  const { t } = useTranslation("queue");
  const { t: common } = useTranslation();
  const whyNot = useWhyNot();
  const button = (name: keyof typeof ticketKeys, icon: typeof Check, status?: Ticket["status"]) => {
    const refused = status && !mayBecome(ticket.status, status);
    return (
      <Button
        icon={icon}
        keys={ticketKeys[name]}
        disabled={refused}
        title={refused ? whyNot(ticket, status) : undefined}
        onClick={() => runAction(`ticket.${name}`)}
      >
        {t(`actions.${name}`)}
      </Button>
    );
  };
  const finished = ticket.status === "RESOLVED" || ticket.status === "CLOSED";
  return (
    <>
      {finished ? (
        button("reopen", RotateCcw, "OPEN")
      ) : (
        <>
          {button("resolve", Check, "RESOLVED")}
          {ticket.status === "IN_PROGRESS"
            ? button("wait", CirclePause, "WAITING")
            : button("start", Play, "IN_PROGRESS")}
        </>
      )}
      {ticket.status !== "CLOSED" && (
        <span className="@max-[24rem]:hidden">{button("escalate", LifeBuoy)}</span>
      )}
      <Menu
        align="end"
        trigger={<IconButton icon={Ellipsis} label={common("actions.more")} data-picker="more" />}
        items={[
          ...inMenu.map((name) => ({
            label: t(`actions.${name}`),
            keys: ticketKeys[name],
            run: () => void runAction(`ticket.${name}`),
          })),
          {
            label: mayDelete ? t("actions.delete") : t("actions.deleteNeedsLead"),
            keys: mayDelete ? "Shift+Delete" : undefined,
            danger: true,
            disabled: !mayDelete,
            run: () => void runAction("ticket.delete"),
          },
        ]}
      />
    </>
  );
}
