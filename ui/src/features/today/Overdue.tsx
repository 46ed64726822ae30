import { AlarmClock, Timer } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Ticket, TicketWork } from "@/api/generated";
import { useQueueCounts } from "@/api/queueCounts";
import { Card } from "@/components/Card";
import { GroupHeader } from "@/components/Pane";
import { SlaMark } from "@/components/SlaMark";
import { PriorityIcon } from "@/components/Status";
import { count } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { slaOf } from "@/lib/sla";
import { NoRows, Row } from "./Row";

/** A ticket with what the desk knows of it. */
export type Due = Ticket & { work?: TicketWork | null };

/** This moment, anew each minute: what is left of a ticket's time stays true. */
function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** What is late, longest first, and what of the reader's own is due next. */
export function Overdue({
  late,
  next,
  cursor,
}: {
  late: readonly Due[];
  /** The reader's own, not late. */
  next: readonly Due[];
  cursor: string | undefined;
}) {
  const { t } = useTranslation("today");
  const counts = useQueueCounts()?.late;
  const now = useMinute();
  const row = (ticket: Due, own: boolean) => {
    const sla = slaOf(ticket, now);
    const customer = ticket.customer?.name ?? ticket.ticketNumber;
    const assignee = ticket.assignee?.user?.name ?? t("tickets.nobody");
    return (
      <Row
        key={ticket.id}
        to={`/queue/${ticket.id}`}
        icon={<PriorityIcon priority={ticket.priority} />}
        title={ticket.subject}
        line={own ? customer : t("tickets.line", { customer, assignee })}
        here={cursor === ticket.id}
        aside={sla && <span className="text-11 text-muted">{<SlaMark sla={sla} />}</span>}
      />
    );
  };
  return (
    <Card
      flush
      icon={AlarmClock}
      tone={late.length > 0 ? "text-danger" : undefined}
      title={t("overdue.title")}
      aside={
        counts &&
        counts.count > 0 && (
          <GoLink
            to="/queue"
            search={{ status: "OPEN,IN_PROGRESS,WAITING", late: "yes", sort: "due" }}
            className="hover:text-text"
          >
            {t("overdue.count", { amount: `${count(counts.count)}${counts.atLeast ? "+" : ""}` })}
          </GoLink>
        )
      }
    >
      {late.length === 0 ? (
        <NoRows>{t("overdue.empty")}</NoRows>
      ) : (
        <ul>{late.map((each) => row(each, false))}</ul>
      )}
      {next.length > 0 && (
        <div className="border-t">
          <GroupHeader icon={Timer} tone="text-warning" label={t("overdue.next")} />
          <ul>{next.map((each) => row(each, true))}</ul>
        </div>
      )}
    </Card>
  );
}
