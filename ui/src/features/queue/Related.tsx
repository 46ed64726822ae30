import { Banknote, GitMerge, LifeBuoy, type LucideIcon, Moon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TicketTimeline } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { Button } from "@/components/Button";
import { age, dayAndClock, money, words, wordsInside } from "@/lib/format";
import { GoLink, type Path } from "@/lib/go";

/** What hangs on a ticket: its sleep, what it was merged with, its escalations and refunds; a line each. */
export function Related({ timeline, onWake }: { timeline: TicketTimeline; onWake: () => void }) {
  const { t } = useTranslation("queue");
  const { work, merged, escalations, refunds } = timeline;
  const asleep = work?.snoozedUntil && Date.parse(work.snoozedUntil) > Date.now();
  if (!asleep && !work?.mergedInto && merged.length + escalations.length + refunds.length === 0) return null;
  return (
    <ul aria-label={t("related.label")} className="-mx-1.5 flex max-h-28 flex-col overflow-y-auto">
      {asleep && (
        <li className="flex h-7 items-center gap-2 px-1.5 text-12">
          <Moon size={14} className="text-muted" aria-hidden />
          <span className="flex-1 truncate">
            {t("related.asleep", { until: dayAndClock(work.snoozedUntil ?? "") })}
          </span>
          <Button kind="quiet" keys="Shift+b" className="h-6" onClick={onWake}>
            {t("actions.wake")}
          </Button>
        </li>
      )}
      {work?.mergedInto && <MergedInto id={work.mergedInto} />}
      {merged.map((each) => (
        <Line key={each.id} icon={GitMerge} to={`/queue/${each.id}`} aside={each.ticketNumber}>
          {t("related.merged", { subject: each.subject })}
        </Line>
      ))}
      {escalations.map((each) => (
        <Line
          key={each.id}
          icon={LifeBuoy}
          to={`/escalations/${each.id}`}
          aside={`${words(each.status)} · ${age(each.createdAt)}`}
        >
          {t("related.escalation", { reason: wordsInside(each.reason) })}
        </Line>
      ))}
      {refunds.map((each) => (
        <Line
          key={each.id}
          icon={Banknote}
          to={`/refunds/${each.id}`}
          aside={`${words(each.status)} · ${age(each.createdAt)}`}
        >
          {t("related.refund", { amount: money(each.amount), reason: wordsInside(each.reason) })}
        </Line>
      ))}
    </ul>
  );
}

function MergedInto({ id }: { id: string }) {
  const { t } = useTranslation("queue");
  const into = useOperation("get_ticket", { id }, { keepPrevious: false }).data;
  return (
    <Line icon={GitMerge} to={`/queue/${id}`} aside={into?.ticketNumber}>
      {t("related.mergedInto", { subject: into?.subject ?? "" })}
    </Line>
  );
}

interface LineProps {
  icon: LucideIcon;
  to: Path;
  aside?: ReactNode;
  children: ReactNode;
}

function Line({ icon: Icon, to, aside, children }: LineProps) {
  return (
    <li>
      <GoLink to={to} className="flex h-7 items-center gap-2 rounded-6 px-1.5 text-12 hoverable">
        <Icon size={14} className="shrink-0 text-muted" aria-hidden />
        <span className="min-w-0 flex-1 truncate">{children}</span>
        <span className="shrink-0 text-muted">{aside}</span>
      </GoLink>
    </li>
  );
}
