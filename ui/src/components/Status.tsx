import {
  Building2,
  CircleAlert,
  CircleCheck,
  CirclePause,
  CircleX,
  Clock3,
  Gem,
  type LucideIcon,
  OctagonAlert,
  Rocket,
  Sprout,
  TriangleAlert,
} from "lucide-react";
import { classes } from "@/lib/classes";
import { words } from "@/lib/format";
import { Pill, type Tone, toneText } from "./Pill";

const bars: Record<string, number> = { LOW: 1, NORMAL: 2, HIGH: 3 };

/** A ticket's or escalation's priority: three bars, or a filled square from URGENT on. */
export function PriorityIcon({ priority, size = 16 }: { priority: string; size?: number }) {
  const label = words(priority);
  const filled = bars[priority];
  if (filled === undefined) {
    return (
      <svg
        role="img"
        aria-label={label}
        width={size}
        height={size}
        viewBox="0 0 16 16"
        className="shrink-0 text-danger"
      >
        <title>{label}</title>
        <rect x="1" y="1" width="14" height="14" rx="3" fill="currentColor" />
        <path d="M8 4v5M8 11.2v.8" stroke="var(--surface)" strokeWidth="2" strokeLinecap="round" />
        {priority === "CRITICAL" && (
          <rect x="2.5" y="2.5" width="11" height="11" rx="2" fill="none" stroke="var(--surface)" />
        )}
      </svg>
    );
  }
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox="0 0 16 16" className="shrink-0">
      <title>{label}</title>
      {[1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 4 - 1.5}
          y={13 - bar * 3}
          width="3"
          height={bar * 3}
          rx="1"
          fill={bar <= filled ? "var(--text)" : "var(--border)"}
        />
      ))}
    </svg>
  );
}

const statusTones: Record<string, string> = {
  OPEN: "text-muted",
  IN_PROGRESS: "text-accent",
  WAITING: "text-warning",
  RESOLVED: "text-success",
  CLOSED: "text-muted",
};

/** A ticket's status as a circle that fills; 12 in rows, 14 beside text. */
export function StatusIcon({ status, size = 14 }: { status: string; size?: number }) {
  const label = words(status);
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      className={classes("shrink-0", statusTones[status] ?? "text-muted")}
    >
      <title>{label}</title>
      {status === "RESOLVED" || status === "CLOSED" ? (
        <>
          <circle cx="7" cy="7" r="6.5" fill="currentColor" />
          <path
            d="M4.2 7.2 6.2 9.2 9.8 5.2"
            fill="none"
            stroke="var(--surface)"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      ) : (
        <circle cx="7" cy="7" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      )}
      {status === "IN_PROGRESS" && (
        <path d="M7 3.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" stroke="currentColor" />
      )}
      {status === "WAITING" && (
        <path d="M5.6 5v4M8.4 5v4" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      )}
    </svg>
  );
}

const standings: Record<string, [Tone, LucideIcon]> = {
  GOOD: ["success", CircleCheck],
  WARNING: ["warning", TriangleAlert],
  SUSPENDED: ["danger", OctagonAlert],
  CLOSED: ["neutral", CircleX],
};

/** A customer's standing. */
export function StandingPill({ standing }: { standing: string }) {
  const [tone, icon] = standings[standing] ?? (["neutral", CircleAlert] as const);
  return (
    <Pill tone={tone} icon={icon}>
      {words(standing === "GOOD" ? "goodStanding" : standing)}
    </Pill>
  );
}

const tiers: Record<string, [Tone, LucideIcon]> = {
  FREE: ["neutral", Sprout],
  STARTER: ["info", Rocket],
  PRO: ["accent", Gem],
  ENTERPRISE: ["accent", Building2],
};

/** A customer's tier. */
export function TierPill({ tier }: { tier: string }) {
  const [tone, icon] = tiers[tier] ?? (["neutral", Sprout] as const);
  return (
    <Pill tone={tone} icon={icon}>
      {words(tier)}
    </Pill>
  );
}

const presences: Record<string, [Tone, LucideIcon]> = {
  ONLINE: ["success", CircleCheck],
  AWAY: ["neutral", Clock3],
  OFFLINE: ["neutral", CirclePause],
};

/** The icon of a representative's status, 12 px. */
export function PresenceIcon({ status }: { status: string }) {
  const [tone, Icon] = presences[status] ?? (["neutral", CirclePause] as const);
  return <Icon size={12} className={classes("shrink-0", toneText[tone])} aria-hidden />;
}
