import { useTranslation } from "react-i18next";
import { day as dayOf, money } from "@/lib/format";

const DAY = 86_400_000;
const LEFT = 40;
const RIGHT = 8;
const TOP = 12;

/** What a burn-down is drawn from; amounts in floats, for they only place lines. */
export interface BurnDownSeries {
  /** The period, in milliseconds. */
  start: number;
  end: number;
  /** Where the solid line ends: this moment, or the period's end when that is over. */
  now: number;
  limit: number;
  /** What was left, from the period's start to `now`. */
  points: readonly { at: number; left: number }[];
  /** What is left at `now`, as a decimal. */
  remaining: string;
  /** Spent a day, lately; no projection is drawn at none. */
  perDay: number;
  /** When the rest is gone at that pace, within the period. */
  runsOut: number | null;
  /** Shares spent, in percent, at which an alert is raised. */
  alerts: readonly number[];
}

/** A round number as an axis names it: 10k. */
const short = (value: number) =>
  value >= 1000 ? `${Number((value / 1000).toFixed(1))}k` : String(Math.round(value));

const date = (at: number) => dayOf(new Date(at).toISOString());

/**
 * What was left over a budget's period: solid as it was, dotted as it goes on, dashed at an even pace.
 * Drawn for `width` by `height` pixels and scaled to the room there is.
 */
export function BurnDown(props: { series: BurnDownSeries; width?: number; height?: number }) {
  const { series, width = 332, height = 168 } = props;
  const { start, end, now, points, remaining, perDay, runsOut, alerts } = series;
  const { t } = useTranslation();
  const base = height - 24;
  const top = Math.max(series.limit, ...points.map((point) => point.left)) || 1;
  const x = (at: number) => LEFT + ((at - start) / (end - start)) * (width - LEFT - RIGHT);
  const y = (left: number) => base - (Math.max(0, left) / top) * (base - TOP);
  const left = Number(remaining);
  const over = now >= end;
  const leftThen = runsOut ? 0 : left - (perDay * (end - now)) / DAY;
  const leftText = t(over ? "burnDown.leftAtEnd" : "burnDown.leftToday", { amount: money(remaining) });
  const said = t("burnDown.label", { left: leftText, from: date(start + DAY / 2), to: date(end - DAY / 2) });
  const label = runsOut ? t("burnDown.labelRunsOut", { chart: said, date: date(runsOut) }) : said;
  const ends = x(now) > width * 0.6;
  const wide = width > 400;

  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      className="w-full text-11 text-muted"
      fill="currentColor"
    >
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} stroke="var(--border)" />
          <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
            {short(value)}
          </text>
        </g>
      ))}
      {(wide ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1]).map((share) => (
        <text
          key={share}
          x={LEFT + share * (width - LEFT - RIGHT)}
          y={height - 6}
          textAnchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}
        >
          {/* Half a day inward: a period that ends with midnight ends on the day before, in any zone. */}
          {date(start + share * (end - start) + (0.5 - share) * DAY)}
        </text>
      ))}
      {wide &&
        alerts.map((percentage, index) => {
          const at = y(series.limit * (1 - percentage / 100));
          const tone = index === alerts.length - 1 && alerts.length > 1 ? "var(--danger)" : "var(--warning)";
          return (
            <g key={percentage}>
              <line x1={LEFT} x2={width - RIGHT} y1={at} y2={at} stroke={tone} strokeDasharray="1.5 3" />
              <text x={LEFT + 8} y={at - 4} fill={tone}>
                {t("burnDown.alertAt", { percentage })}
              </text>
            </g>
          );
        })}
      <line
        x1={LEFT}
        y1={y(series.limit)}
        x2={width - RIGHT}
        y2={base}
        stroke="var(--control)"
        strokeDasharray="4 4"
      />
      {!over && <line x1={x(now)} x2={x(now)} y1={TOP} y2={base} stroke="var(--muted)" />}
      {perDay > 0 && !over && (
        <line
          x1={x(now)}
          y1={y(left)}
          x2={x(runsOut ?? end)}
          y2={y(leftThen)}
          stroke="var(--accent)"
          strokeWidth={2}
          strokeDasharray="1.5 3"
        />
      )}
      <polyline
        points={points.map((point) => `${x(point.at).toFixed(1)},${y(point.left).toFixed(1)}`).join(" ")}
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
        {leftText}
      </text>
      {runsOut && (
        <>
          <line x1={x(runsOut)} x2={x(runsOut)} y1={base - 48} y2={base} stroke="var(--danger)" />
          <text
            x={Math.min(x(runsOut), width - RIGHT - 44)}
            y={base - 54}
            textAnchor="middle"
            fill="var(--danger)"
            className="font-semibold"
          >
            {t("burnDown.runsOut", { date: date(runsOut) })}
          </text>
          <circle
            cx={x(runsOut)}
            cy={base}
            r={4}
            fill="var(--danger)"
            stroke="var(--surface)"
            strokeWidth={1.5}
          />
        </>
      )}
    </svg>
  );
}

/** What the lines of a burn-down mean. */
export function BurnDownLegend({ perDay }: { perDay: string | null }) {
  const { t } = useTranslation();
  const sign = (dash: string | undefined, stroke: string) => (
    <svg width={16} height={8} aria-hidden>
      <line x1={0} x2={16} y1={4} y2={4} stroke={stroke} strokeWidth={2} strokeDasharray={dash} />
    </svg>
  );
  return (
    <span className="flex items-center gap-4 text-11 text-muted">
      <span className="flex items-center gap-1.5">
        {sign(undefined, "var(--accent)")}
        {t("burnDown.left")}
      </span>
      {perDay && (
        <span className="flex items-center gap-1.5">
          {sign("1.5 3", "var(--accent)")}
          {t("burnDown.pace", { amount: money(perDay) })}
        </span>
      )}
      <span className="flex items-center gap-1.5">
        {sign("4 4", "var(--control)")}
        {t("burnDown.even")}
      </span>
    </span>
  );
}
