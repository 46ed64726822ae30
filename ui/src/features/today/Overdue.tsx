import { AlarmClock, Timer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useQueueCounts } from "@/api/queueCounts";
import type { Worked } from "@/api/worked";
import { Card } from "@/components/Card";
import { GroupHeader } from "@/components/Pane";
import { SlaMark } from "@/components/SlaMark";
import { PriorityIcon } from "@/components/Status";
import { amount } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { slaOf } from "@/lib/sla";
import { useMinute } from "@/lib/useNow";
import { NoRows, Row } from "./Row";

/** What is late, longest first, and what of the reader's own is due next. */
export function Overdue({
  late,
  next,
  cursor,
}: {
  late: readonly Worked[];
  /** The reader's own, not late. */
  next: readonly Worked[];
  cursor: string | undefined;
}) {
  const { t } = useTranslation("today");
  const counts = useQueueCounts()?.late;
  const now = useMinute();
  const row = (ticket: Worked, own: boolean) => {
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
            {t("overdue.count", { amount: amount(counts) })}
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
