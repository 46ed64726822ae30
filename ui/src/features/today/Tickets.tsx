import { useTranslation } from "react-i18next";
import type { Ticket } from "@/api/generated";
import { PriorityIcon } from "@/components/Status";
import { age } from "@/lib/format";
import { NoRows, Row } from "./Row";

/** Tickets as rows of a card. */
export function Tickets({
  items,
  cursor,
  empty,
  own,
}: {
  items: readonly Ticket[];
  cursor: string | undefined;
  empty: string;
  /** The reader's own: who has it goes without saying. */
  own?: boolean;
}) {
  const { t } = useTranslation("today");
  if (items.length === 0) return <NoRows>{empty}</NoRows>;
  return (
    <ul>
      {items.map((ticket) => {
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
            aside={<span className="text-11 text-muted">{age(ticket.createdAt)}</span>}
          />
        );
      })}
    </ul>
  );
}
