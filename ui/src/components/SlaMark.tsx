import { AlarmClock, CircleAlert, CirclePause, Clock3, type LucideIcon, Moon, Timer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dayAndClock, duration } from "@/lib/format";
import type { Sla } from "@/lib/sla";
import { Pill } from "./Pill";

/** How a ticket stands to its due time, in words. */
export function useSlaText(): (sla: NonNullable<Sla>) => string {
  const { t } = useTranslation();
  return (sla) =>
    sla.state === "asleep"
      ? t("sla.asleep", { until: dayAndClock(sla.until) })
      : sla.state === "late"
        ? t("sla.late", { time: duration(sla.seconds) })
        : sla.state === "paused"
          ? t("sla.paused")
          : duration(sla.seconds);
}

const icons: Record<NonNullable<Sla>["state"], LucideIcon> = {
  late: CircleAlert,
  near: Timer,
  later: Clock3,
  paused: CirclePause,
  asleep: Moon,
};

/** The due time of a row: a pill when late or near, muted text when not. */
export function SlaMark({ sla }: { sla: NonNullable<Sla> }) {
  const text = useSlaText()(sla);
  const Icon = icons[sla.state];
  if (sla.state === "late" || sla.state === "near")
    return (
      <Pill small tone={sla.state === "late" ? "danger" : "warning"} icon={Icon}>
        {text}
      </Pill>
    );
  return (
    <span className="flex shrink-0 items-center gap-1">
      <Icon size={12} aria-hidden />
      {text}
    </span>
  );
}

/** The icon of a due time, for beside a value. */
export function slaLook(sla: Sla): { icon: LucideIcon; tone: string } {
  if (!sla) return { icon: AlarmClock, tone: "text-muted" };
  const tone = sla.state === "late" ? "text-danger" : sla.state === "near" ? "text-warning" : "text-muted";
  return { icon: icons[sla.state], tone };
}
