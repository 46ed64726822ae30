import { useTranslation } from "react-i18next";
import { useOperation } from "@/api/queries";
import { Card } from "@/components/Card";
import { Pill } from "@/components/Pill";
import { PriorityIcon } from "@/components/Status";
import { classes } from "@/lib/classes";
import { words } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { useNow } from "@/lib/useNow";
import type { Row } from "../resource";
import { isWaiting, waitClock, waitSeconds } from "./wait";

/** What the escalation is about and how long it has waited; the clock runs while nobody has it. */
export function EscalationHead({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const now = useNow(1000);
  const waiting = isWaiting(row);
  const conversationId = String(row.conversationId);
  const ticket = useOperation(
    "list_tickets",
    { filter: { conversationId }, limit: 1 },
    { keepPrevious: false },
  ).data?.items[0];
  const texts = (["aiSummary", "notes"] as const).filter((field) => row[field]);
  return (
    <Card>
      <div className="flex items-start gap-4">
        <PriorityIcon priority={String(row.priority)} />
        <div className="min-w-0 flex-1">
          <p className="text-16 font-semibold whitespace-pre-wrap">{String(row.issueDescription)}</p>
          <p className="mt-2 flex flex-wrap items-center gap-2">
            <Pill tone={waiting ? "warning" : row.status === "RESOLVED" ? "success" : "info"}>
              {words(String(row.status))}
            </Pill>
            <span className="text-12 text-muted">{words(String(row.reason))}</span>
            {ticket && (
              <GoLink
                to={`/queue/${ticket.id}`}
                title={ticket.subject}
                className="font-mono text-12 text-muted hover:text-accent"
              >
                {ticket.ticketNumber}
              </GoLink>
            )}
          </p>
        </div>
        <div className="shrink-0 text-right">
          <p
            role="timer"
            aria-label={t("escalation.wait")}
            className={classes("text-20 font-semibold", waiting && "text-warning")}
          >
            {waitClock(waitSeconds(row, now))}
          </p>
          <p className="text-11 text-muted">{waiting ? t("escalation.waiting") : t("escalation.waited")}</p>
        </div>
      </div>
      {texts.length > 0 && (
        <dl className="mt-4 flex flex-col gap-3 border-t pt-4">
          {texts.map((field) => (
            <div key={field}>
              <dt className="mb-0.5 text-11 text-muted">{t(`escalation.${field}`)}</dt>
              <dd className="text-13 whitespace-pre-wrap">{String(row[field])}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
