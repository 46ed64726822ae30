import { type Tone, toneText } from "./Pill";

export interface SparklineProps {
  values: readonly number[];
  /** What the line shows, read out. */
  label: string;
  tone?: Tone;
  width?: number;
  height?: number;
}

/** A small line that ends in a dot. */
export function Sparkline({ values, label, tone = "accent", width = 80, height = 36 }: SparklineProps) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map((value, index) => {
    const x = 3 + (index / (values.length - 1)) * (width - 6);
    const y = height - 3 - ((value - low) / span) * (height - 6);
    return [Math.round(x * 10) / 10, Math.round(y * 10) / 10] as const;
  });
  const end = points.at(-1) ?? [0, 0];
  return (
    <svg role="img" aria-label={label} width={width} height={height} className={toneText[tone]}>
      <polyline
        points={points.map((point) => point.join(",")).join(" ")}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
      <circle cx={end[0]} cy={end[1]} r={2.5} fill="currentColor" />
    </svg>
  );
}

const fills: Record<Tone, string> = {
  neutral: "bg-muted",
  accent: "bg-accent",
  success: "bg-success",
  warning: "bg-warning",
  danger: "bg-danger",
  info: "bg-info",
};

export interface BarProps {
  /** Segments from the left, as shares of `max`. */
  parts: readonly { value: number; tone?: Tone }[];
  max: number;
  label: string;
}

/** A 6 px bar of one or more parts of a whole. */
export function Bar({ parts, max, label }: BarProps) {
  const whole = max > 0 ? max : 1;
  const sum = parts.reduce((total, part) => total + part.value, 0);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(sum, max)}
      className="flex h-1.5 overflow-hidden rounded-4 bg-border"
    >
      {parts.map((part, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar's parts have fixed places
          key={index}
          className={fills[part.tone ?? "accent"]}
          style={{ width: `${Math.min(100, Math.max(0, (part.value / whole) * 100))}%` }}
        />
      ))}
    </div>
  );
}
