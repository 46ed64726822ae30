import type { PerformanceMetric, TeamPerformance } from "@/api/generated";
import { count, duration } from "@/lib/format";

/** One figure of a row: its column and how it is written. */
export interface Measure<T> {
  name: keyof T & string;
  write: (value: string | number) => string;
}

const whole = (value: string | number) => count(Number(value));
const seconds = (value: string | number) => duration(Number(value));
const percent = (value: string | number) => `${value} %`;
const plain = (value: string | number) => String(value);

/** The organization's figures, in the order shown. */
export const metricMeasures: readonly Measure<PerformanceMetric>[] = [
  { name: "totalChats", write: whole },
  { name: "ticketsResolved", write: whole },
  { name: "avgResponseTime", write: seconds },
  { name: "firstContactResolution", write: percent },
  { name: "customerSatisfaction", write: plain },
  { name: "escalationRate", write: percent },
  { name: "aiResolutionRate", write: percent },
  { name: "activeChats", write: whole },
];

/** A representative's figures, in the order shown. */
export const teamMeasures: readonly Measure<TeamPerformance>[] = [
  { name: "ticketsHandled", write: whole },
  { name: "avgResponseTime", write: seconds },
  { name: "resolutionRate", write: percent },
  { name: "customerSatisfaction", write: plain },
];

/** A figure's value in a row. */
export function figureOf<T>(row: T, measure: Measure<T>): string | number {
  return row[measure.name] as string | number;
}
