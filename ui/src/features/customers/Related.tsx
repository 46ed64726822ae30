import { Banknote, CircleCheck, CircleX, Hourglass, Inbox, LifeBuoy, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RefundStatus } from "@/api/generated";
import { useList } from "@/api/queries";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorNotice } from "@/components/ErrorNotice";
import { type Tone, toneText } from "@/components/Pill";
import { PriorityIcon, StatusIcon } from "@/components/Status";
import { classes } from "@/lib/classes";
import { age, count, day, money, words } from "@/lib/format";
import { GoLink, type Path } from "@/lib/go";

const PAGE = 8;

interface Related {
  customerId: string;
}

/** The customer's tickets, newest first. */
export function Tickets({ customerId }: Related) {
  const { t } = useTranslation("customers");
  const list = useList("list_tickets", { filter: { customerId }, limit: PAGE });
  return (
    <Rows icon={Inbox} title={t("related.tickets")} empty={t("related.noTickets")} list={list}>
      {list.items.map((ticket) => (
        <Row key={ticket.id} to={`/queue/${ticket.id}`}>
          <StatusIcon status={ticket.status} />
          <span className="min-w-0 flex-1 truncate">{ticket.subject}</span>
          <span className="font-mono text-11 text-muted">{ticket.ticketNumber}</span>
          <span className="w-9 text-right text-11 text-muted">{age(ticket.createdAt)}</span>
        </Row>
      ))}
    </Rows>
  );
}

/** The customer's escalations, newest first. */
export function Escalations({ customerId }: Related) {
  const { t } = useTranslation("customers");
  const list = useList("list_escalations", { filter: { customerId }, limit: PAGE });
  return (
    <Rows icon={LifeBuoy} title={t("related.escalations")} empty={t("related.noEscalations")} list={list}>
      {list.items.map((escalation) => (
        <Row key={escalation.id} to={`/escalations/${escalation.id}`}>
          <PriorityIcon priority={escalation.priority} />
          <span className="min-w-0 flex-1 truncate">{escalation.issueDescription}</span>
          <span className="text-11 text-muted">{words(escalation.status)}</span>
          <span className="w-9 text-right text-11 text-muted">{age(escalation.createdAt)}</span>
        </Row>
      ))}
    </Rows>
  );
}

const outcomes: Record<RefundStatus, [Tone, LucideIcon]> = {
  PENDING: ["warning", Hourglass],
  APPROVED: ["success", CircleCheck],
  REJECTED: ["danger", CircleX],
  COMPLETED: ["success", CircleCheck],
};

/** The customer's refunds, newest first. */
export function Refunds({ customerId }: Related) {
  const { t } = useTranslation("customers");
  const list = useList("list_refunds", { filter: { customerId }, limit: PAGE });
  return (
    <Rows icon={Banknote} title={t("related.refunds")} empty={t("related.noRefunds")} list={list}>
      {list.items.map((refund) => {
        const [tone, Icon] = outcomes[refund.status];
        return (
          <Row key={refund.id} to={`/refunds/${refund.id}`}>
            <span className="w-16 text-right font-medium">{money(refund.amount)}</span>
            <span className="min-w-0 flex-1 truncate">{words(refund.reason)}</span>
            <span className={classes("flex items-center gap-1 text-11", toneText[tone])}>
              <Icon size={12} aria-hidden />
              {words(refund.status)}
            </span>
            <span className="w-16 text-right text-11 text-muted">{day(refund.createdAt)}</span>
          </Row>
        );
      })}
    </Rows>
  );
}

function Rows({
  icon,
  title,
  empty,
  list,
  children,
}: {
  icon: LucideIcon;
  title: string;
  empty: string;
  list: Pick<ReturnType<typeof useList>, "items" | "isPending" | "error" | "hasMore" | "more">;
  children: ReactNode;
}) {
  const { t } = useTranslation("customers");
  const { items, hasMore, isPending, error, more } = list;
  return (
    <Card
      flush
      icon={icon}
      title={title}
      aside={hasMore ? t("related.more", { number: count(items.length) }) : count(items.length)}
    >
      {error ? (
        <div className="p-4">
          <ErrorNotice error={error} />
        </div>
      ) : items.length === 0 ? (
        <p className="px-4 py-2.5 text-12 text-muted">{isPending ? t("common:loading") : empty}</p>
      ) : (
        <ul>{children}</ul>
      )}
      {hasMore && (
        <div className="border-t p-2">
          <Button kind="quiet" onClick={more}>
            {t("related.showMore")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Row({ to, children }: { to: Path; children: ReactNode }) {
  return (
    <li className="border-b last:border-b-0">
      <GoLink to={to} className="flex h-8 items-center gap-2.5 px-4 text-12 hover:bg-raised">
        {children}
      </GoLink>
    </li>
  );
}
