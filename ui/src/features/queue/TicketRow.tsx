import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Worked } from "@/api/worked";
import { Avatar } from "@/components/Avatar";
import { Checkbox } from "@/components/Checkbox";
import { SlaMark } from "@/components/SlaMark";
import { PriorityIcon, StatusIcon } from "@/components/Status";
import { UnsyncedMark } from "@/components/UnsyncedMark";
import { classes } from "@/lib/classes";
import { age, dayAndClock, words } from "@/lib/format";
import { slaOf } from "@/lib/sla";
import { nameOf } from "./people";

export interface TicketRowProps {
  ticket: Worked;
  /** This moment. */
  now: number;
  /** Whether the signed-in representative has it. */
  mine: boolean;
  /** Whether the hub was not told of it yet. */
  unsynced: boolean;
  selecting: boolean;
  chosen: boolean;
  onToggle: () => void;
  /** Shift and a click: chooses all from the cursor to here. */
  onExtend: () => void;
  /** The avatar was clicked. */
  onAssign: (anchor: HTMLElement) => void;
}

/** A ticket in the list: 40 high, priority, two lines, who has it. */
export function TicketRow(props: TicketRowProps) {
  const { ticket, now, mine, unsynced, selecting, chosen, onToggle, onExtend, onAssign } = props;
  const { t } = useTranslation("queue");
  const customer = ticket.customer?.name;
  const sla = slaOf(ticket, now);

  const onClick = (event: MouseEvent) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return;
    event.stopPropagation();
    if (event.shiftKey) onExtend();
    else onToggle();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only widens the row's own click
    // biome-ignore lint/a11y/useKeyWithClickEvents: X and Shift with J and K do the same
    <div
      onClick={onClick}
      className={classes(
        "grid h-full items-center gap-3 px-4 select-none",
        selecting ? "grid-cols-[16px_16px_1fr_24px]" : "grid-cols-[16px_1fr_24px]",
      )}
    >
      {selecting && (
        // biome-ignore lint/a11y/noStaticElementInteractions: keeps the box's click from opening the row
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box takes its own keys
        <span className="flex" onClick={(event) => event.stopPropagation()}>
          <Checkbox
            checked={chosen}
            onChange={onToggle}
            aria-label={t("row.choose", { number: ticket.ticketNumber })}
          />
        </span>
      )}
      <PriorityIcon priority={ticket.priority} />
      <div className="min-w-0 leading-[1.3]">
        <div className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate text-13 font-medium">{ticket.subject}</span>
          {unsynced && (
            <span className="-mr-1 self-center">
              <UnsyncedMark />
            </span>
          )}
          <span className="shrink-0 text-11 text-muted" title={dayAndClock(ticket.createdAt)}>
            {age(ticket.createdAt)}
          </span>
        </div>
        <div className="flex items-center gap-1 text-11 text-muted">
          <span aria-hidden>
            <StatusIcon status={ticket.status} size={12} />
          </span>
          <span className="min-w-0 flex-1 truncate">
            {words(ticket.status)}
            {customer && ` · ${customer}`}
          </span>
          {sla ? <SlaMark sla={sla} /> : <span className="shrink-0 font-mono">{ticket.ticketNumber}</span>}
        </div>
      </div>
      <button
        type="button"
        aria-label={t("row.assign", {
          number: ticket.ticketNumber,
          name: nameOf(ticket.assignee) || t("nobody"),
        })}
        onClick={(event) => {
          event.stopPropagation();
          onAssign(event.currentTarget);
        }}
        className="flex size-6 rounded-[50%]"
      >
        <Avatar name={nameOf(ticket.assignee)} self={mine} />
      </button>
    </div>
  );
}
