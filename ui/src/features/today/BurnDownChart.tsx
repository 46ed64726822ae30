import { useTranslation } from "react-i18next";
import type { Budget } from "@/api/generated";
import { day as dayOf, money } from "@/lib/format";
import { type BurnDown, periodDay } from "./figures";

const DAY = 86_400_000;
const WIDTH = 332;
const HEIGHT = 168;
const LEFT = 40;
const RIGHT = 8;
const TOP = 12;
const BASE = HEIGHT - 24;

/** A round number as an axis names it: 10k. */
const short = (value: number) =>
  value >= 1000 ? `${Number((value / 1000).toFixed(1))}k` : String(Math.round(value));

/** What was left over the period: solid as it was, dotted as it goes on, dashed at an even pace. */
export function BurnDownChart({ budget, burn, now }: { budget: Budget; burn: BurnDown; now: number }) {
  const { t } = useTranslation("today");
  const start = Math.min(Date.parse(budget.periodStart), burn.points[0]?.at ?? now);
  const end = Date.parse(budget.periodEnd);
  const limit = Math.max(Number(budget.limit), ...burn.points.map((point) => point.left));
  const x = (at: number) => LEFT + ((at - start) / (end - start)) * (WIDTH - LEFT - RIGHT);
  const y = (left: number) => BASE - (Math.max(0, left) / limit) * (BASE - TOP);
  const left = Number(budget.remaining);
  const goesTo = burn.runsOut ?? end;
  const leftThen = burn.runsOut ? 0 : left - (burn.pace * (end - now)) / DAY;
  const period = periodDay(budget, now);
  const said = t("budget.chart", {
    left: money(budget.remaining),
    limit: money(budget.limit),
    day: period.day,
    of: period.of,
  });
  const date = (at: number) => dayOf(new Date(at).toISOString());
  const label = burn.runsOut ? t("budget.chartRunsOut", { chart: said, date: date(burn.runsOut) }) : said;
  const ends = x(now) > WIDTH * 0.6;

  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="mt-4 w-full text-11 text-muted"
      fill="currentColor"
    >
      {[0, limit / 2, limit].map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} stroke="var(--border)" />
          <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
            {short(value)}
          </text>
        </g>
      ))}
      {[0, 0.5, 1].map((share) => (
        <text
          key={share}
          x={LEFT + share * (WIDTH - LEFT - RIGHT)}
          y={HEIGHT - 6}
          textAnchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}
        >
          {/* Half a day inward: a period that ends with midnight ends on the day before, in any zone. */}
          {date(start + share * (end - start) + (0.5 - share) * DAY)}
        </text>
      ))}
      <line
        x1={LEFT}
        y1={y(Number(budget.limit))}
        x2={WIDTH - RIGHT}
        y2={BASE}
        stroke="var(--control)"
        strokeDasharray="4 4"
      />
      <line x1={x(now)} x2={x(now)} y1={TOP} y2={BASE} stroke="var(--muted)" />
      {burn.pace > 0 && (
        <line
          x1={x(now)}
          y1={y(left)}
          x2={x(goesTo)}
          y2={y(leftThen)}
          stroke="var(--accent)"
          strokeWidth={2}
          strokeDasharray="1.5 3"
        />
      )}
      <polyline
        points={burn.points.map((point) => `${x(point.at).toFixed(1)},${y(point.left).toFixed(1)}`).join(" ")}
        fill="none"
        stroke="var(--accent)"
        strokeWidth={2}
        strokeLinejoin="round"
      />
      <circle cx={x(now)} cy={y(left)} r={4} fill="var(--accent)" stroke="var(--surface)" strokeWidth={1.5} />
      <text
        x={x(now) + (ends ? -8 : 8)}
        y={Math.max(TOP + 10, y(left) - 8)}
        textAnchor={ends ? "end" : "start"}
        fill="var(--text)"
        className="font-semibold"
      >
        {t("budget.leftToday", { amount: money(budget.remaining) })}
      </text>
      {burn.runsOut && (
        <circle
          cx={x(burn.runsOut)}
          cy={BASE}
          r={4}
          fill="var(--danger)"
          stroke="var(--surface)"
          strokeWidth={1.5}
        />
      )}
    </svg>
  );
}
