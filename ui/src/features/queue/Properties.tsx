import { Frown, Hourglass, Meh, Smile, Star, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions";
import type { Ticket, TicketWork } from "@/api/generated";
import { slaLook, useSlaText } from "@/components/SlaMark";
import { PriorityIcon, StatusIcon } from "@/components/Status";
import { classes } from "@/lib/classes";
import { dayAndClock, duration, words } from "@/lib/format";
import { slaOf } from "@/lib/sla";
import { useMinute } from "@/lib/useNow";
import { nameOf } from "./people";

/** What is known about a ticket, four columns; each value is changed by clicking it. */
export function Properties({ ticket, work }: { ticket: Ticket; work?: TicketWork | null }) {
  const { t } = useTranslation("queue");
  const assignee = nameOf(ticket.assignee) || t("nobody");
  const finished = ticket.actualResolutionTime !== null;
  return (
    <div className="@container">
      <div className="grid grid-cols-2 gap-x-2 gap-y-2.5 @min-[440px]:grid-cols-4">
        <Property name="status" text={words(ticket.status)} icon={<StatusIcon status={ticket.status} />} />
        <Property
          name="priority"
          text={words(ticket.priority)}
          icon={<PriorityIcon priority={ticket.priority} size={14} />}
        />
        <Property
          name="assign"
          text={assignee}
          icon={<UserRound size={14} className="text-muted" aria-hidden />}
        />
        {finished ? (
          <Property
            name="satisfaction"
            action="edit"
            icon={<Star size={14} className="text-muted" aria-hidden />}
            text={
              ticket.customerSatisfactionScore
                ? t("property.ofFive", { score: ticket.customerSatisfactionScore })
                : t("none")
            }
          />
        ) : (
          <Due ticket={ticket} work={work} />
        )}
        <Property name="category" text={words(ticket.category)} />
        <Property name="sentiment" action="edit" {...sentimentOf(ticket, t("none"))} />
        <Property
          name={finished ? "actual" : "estimate"}
          action="edit"
          icon={<Hourglass size={14} className="text-muted" aria-hidden />}
          text={time(finished ? ticket.actualResolutionTime : ticket.estimatedResolutionTime) ?? t("none")}
        />
        <Property name="tag" text={ticket.tags?.join(", ") || t("none")}>
          {(ticket.tags?.length ?? 0) > 0 && (
            <span className="flex min-w-0 gap-1.5 overflow-hidden">
              {ticket.tags?.map((tag) => (
                <span
                  key={tag}
                  className="inline-flex h-5 items-center rounded-4 bg-raised px-1.5 text-11 font-medium text-muted"
                >
                  {tag}
                </span>
              ))}
            </span>
          )}
        </Property>
      </div>
    </div>
  );
}

/** When it is to be resolved, and until then when the first reply is due. */
function Due({ ticket, work }: { ticket: Ticket; work?: TicketWork | null }) {
  const { t } = useTranslation("queue");
  const slaText = useSlaText();
  const sla = slaOf({ ...ticket, work }, useMinute());
  const { icon: Icon, tone } = slaLook(sla);
  const title = [
    work?.dueAt && t("sla.due", { at: dayAndClock(work.dueAt) }),
    work?.responseDueAt && !work.respondedAt && t("sla.reply", { at: dayAndClock(work.responseDueAt) }),
  ].filter(Boolean);
  return (
    <div className="min-w-0" title={title.join("\n") || undefined}>
      <div className="text-11 text-muted">{t("property.due")}</div>
      <div
        className={classes(
          "flex h-6 items-center gap-1.5 text-12 font-medium",
          sla?.state === "late" && "text-danger",
        )}
      >
        <Icon size={14} className={classes("shrink-0", tone)} aria-hidden />
        <span className="truncate">{sla ? slaText(sla) : t("none")}</span>
      </div>
    </div>
  );
}

function time(seconds: number | null): string | null {
  return seconds === null ? null : duration(seconds);
}

function sentimentOf({ sentiment }: Ticket, none: string): { text: string; icon: ReactNode } {
  const value = Number(sentiment);
  const [mood, Icon, tone] =
    sentiment === null || Math.abs(value) < 0.2
      ? ([words("neutral"), Meh, "text-muted"] as const)
      : value < 0
        ? ([words("negative"), Frown, "text-warning"] as const)
        : ([words("positive"), Smile, "text-success"] as const);
  return {
    text: sentiment === null ? none : `${mood}, ${sentiment}`,
    icon: <Icon size={14} className={tone} aria-hidden />,
  };
}

interface PropertyProps {
  /** Names the label, and the action unless `action` does. */
  name: string;
  action?: string;
  text: string;
  icon?: ReactNode;
  /** Instead of the text. */
  children?: ReactNode;
}

function Property({ name, action = name, text, icon, children }: PropertyProps) {
  const { t } = useTranslation("queue");
  const label = t(`property.${name}`);
  return (
    <div className="min-w-0">
      <div className="text-11 text-muted" aria-hidden>
        {label}
      </div>
      <button
        type="button"
        data-picker={action}
        aria-label={`${label}: ${text}`}
        onClick={() => runAction(`ticket.${action}`)}
        className="-mx-1.5 flex h-6 max-w-[calc(100%+12px)] items-center gap-1.5 rounded-6 px-1.5 text-12 font-medium hoverable"
      >
        {icon}
        {children || <span className="truncate">{text}</span>}
      </button>
    </div>
  );
}
