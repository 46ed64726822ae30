import { Check, CirclePause, Ellipsis, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions";
import type { Ticket } from "@/api/generated";
import { Button, IconButton } from "@/components/Button";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Menu } from "@/components/Menu";
import { PaneHeader } from "@/components/Pane";
import { dayAndClock, duration } from "@/lib/format";
import { Composer } from "./Composer";
import type { Fields, TicketChanges } from "./changes";
import { EditableText } from "./EditableText";
import { Properties } from "./Properties";
import { type Editing, Timeline } from "./Timeline";

/** What of the pane is open besides the ticket itself. */
export interface PaneState {
  editing: Editing;
  /** The whole history is shown. */
  history: boolean;
  /** The composer shall take the focus. */
  noting: boolean;
}

export interface TicketPaneProps {
  ticket: Ticket;
  changes: TicketChanges;
  state: PaneState;
  onState: (state: Partial<PaneState>) => void;
  onNote: (resolve: boolean) => void;
  mayDelete: boolean;
  /** The bulk bar stands where the composer would. */
  selecting: boolean;
}

/** One ticket: its head, what is known, what happened, and where to note more. */
export function TicketPane(props: TicketPaneProps) {
  const { ticket, changes, state, onState, onNote, mayDelete, selecting } = props;
  const { t } = useTranslation("queue");
  const { t: common } = useTranslation();
  const finished = ticket.status === "RESOLVED" || ticket.status === "CLOSED";
  const stale = changes.stale?.ticket.id === ticket.id ? changes.stale : null;
  const save = (fields: Fields, seen: string) => changes.update(ticket, fields, t("said.edited"), seen);

  return (
    <>
      <PaneHeader
        wide
        actions={
          selecting ? undefined : (
            <>
              {finished ? (
                <Button icon={RotateCcw} keys="o" onClick={() => runAction("ticket.reopen")}>
                  {t("actions.reopen")}
                </Button>
              ) : (
                <>
                  <Button icon={Check} keys="e" onClick={() => runAction("ticket.resolve")}>
                    {t("actions.resolve")}
                  </Button>
                  <Button icon={CirclePause} keys="w" onClick={() => runAction("ticket.wait")}>
                    {t("actions.wait")}
                  </Button>
                </>
              )}
              <Menu
                align="end"
                trigger={<IconButton icon={Ellipsis} label={common("actions.more")} />}
                items={[
                  ...(["assign", "status", "priority", "tag", "category", "edit", "history"] as const).map(
                    (name) => ({
                      label: t(`actions.${name}`),
                      keys: menuKeys[name],
                      run: () => void runAction(`ticket.${name}`),
                    }),
                  ),
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
          )
        }
      >
        <span className="whitespace-nowrap font-mono text-12 text-muted">{ticket.ticketNumber}</span>
      </PaneHeader>
      <div className="min-h-0 flex-1 overflow-y-auto" key={ticket.id}>
        <div className="flex flex-col gap-3 border-b px-6 py-4">
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
          <Properties ticket={ticket} />
        </div>
        <Timeline
          ticket={ticket}
          all={state.history}
          editing={state.editing}
          onEdit={(editing) => onState({ editing })}
          onSave={save}
        />
        {selecting && <div className="h-28" />}
      </div>
      {!selecting && (
        <Composer
          ticketId={ticket.id}
          wanted={state.noting}
          onTaken={() => onState({ noting: false })}
          onAdd={onNote}
        />
      )}
    </>
  );
}

const menuKeys = {
  assign: "a",
  status: "s",
  priority: "p",
  tag: "t",
  category: undefined,
  edit: "Shift+e",
  history: "h",
};
