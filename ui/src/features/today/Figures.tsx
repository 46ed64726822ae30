import { ArrowRight, Bot, History, LifeBuoy, type LucideIcon, Smile, TrendingUp } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Today } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { Sparkline } from "@/components/Charts";
import { classes } from "@/lib/classes";
import { count } from "@/lib/format";
import { GoLink, type Path, type Search } from "@/lib/go";
import { summary, upTo } from "./figures";

/** The strip of figures over the page: each a number, what it is made of and, where days are known, its line. */
export function Figures({ today }: { today: Today | undefined }) {
  const { t } = useTranslation("today");
  const tickets = useOperation("count_tickets", {}).data?.byStatus;
  const escalations = useOperation("count_escalations", {}).data?.byStatus;
  const days = today?.days ?? [];
  const figures = summary(days);
  const created = days.map((day) => day.created);
  const open = tickets && (tickets.OPEN ?? 0) + (tickets.IN_PROGRESS ?? 0) + (tickets.WAITING ?? 0);
  const waiting = escalations?.PENDING ?? 0;
  const underWay = (escalations?.ASSIGNED ?? 0) + (escalations?.IN_PROGRESS ?? 0);

  return (
    <section
      aria-label={t("figures.label")}
      className="grid grid-cols-5 divide-x overflow-hidden rounded-8 border bg-surface max-[1099px]:grid-cols-3"
    >
      <Figure
        label={t("figures.open")}
        value={open === undefined ? undefined : count(open)}
        note={t("figures.createdToday", { count: figures.createdToday })}
        icon={TrendingUp}
        line={<Sparkline height={28} values={created} label={t("figures.createdLine")} />}
      />
      <Figure
        label={t("figures.ai")}
        value={figures.aiShare === null ? undefined : `${Math.round(figures.aiShare * 100)} %`}
        note={
          figures.resolved > 0
            ? t("figures.aiOf", { ai: count(figures.aiResolved), resolved: count(figures.resolved) })
            : t("figures.nothing")
        }
        icon={Bot}
        line={<Sparkline height={28} values={figures.aiShares} label={t("figures.aiLine")} />}
      />
      <Figure
        label={t("figures.satisfaction")}
        value={figures.satisfaction?.toFixed(1)}
        note={
          figures.rated.length > 0
            ? t("figures.ratedDays", { count: figures.rated.length })
            : t("figures.nothing")
        }
        icon={Smile}
        line={<Sparkline height={28} values={figures.rated} label={t("figures.satisfactionLine")} />}
      />
      <Figure
        label={t("figures.waiting")}
        value={escalations && count(waiting)}
        note={
          underWay > 0
            ? t("figures.underWay", { count: underWay })
            : waiting === 0
              ? t("figures.noneWaits")
              : ""
        }
        icon={underWay > 0 ? ArrowRight : LifeBuoy}
      />
      <Figure
        label={t("figures.late")}
        value={today && upTo(today.late)}
        note={today ? t("figures.overnight", { count: today.overnight, amount: upTo(today.overnight) }) : ""}
        icon={History}
        danger={today !== undefined && today.late > 0}
        to="/queue"
        search={{ status: "OPEN,IN_PROGRESS,WAITING", late: "yes", sort: "due" }}
      />
    </section>
  );
}

function Figure(props: {
  label: string;
  value: string | undefined;
  note: string;
  icon: LucideIcon;
  line?: ReactNode;
  danger?: boolean;
  /** What it counts. */
  to?: Path;
  search?: Search;
}) {
  const { label, value, note, icon: Icon, line, danger, to, search } = props;
  return (
    <div className="min-w-0 px-4 py-3.5">
      <p className="truncate text-12 text-muted">
        {to ? (
          <GoLink to={to} search={search} className="hover:text-text">
            {label}
          </GoLink>
        ) : (
          label
        )}
      </p>
      <div className="flex h-8 items-end justify-between gap-2">
        <p className={classes("text-20 font-semibold", danger && "text-danger")}>{value ?? "–"}</p>
        <div className="max-[1279px]:hidden">{line}</div>
      </div>
      <p className="flex h-[18px] items-center gap-1 text-12 text-muted">
        {note && <Icon size={14} className="shrink-0" aria-hidden />}
        <span className="truncate">{note}</span>
      </p>
    </div>
  );
}
