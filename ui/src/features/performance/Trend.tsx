import { type LucideIcon, Minus, TrendingDown, TrendingUp } from "lucide-react";
import type { PerformanceTrend } from "@/api/generated";
import { classes } from "@/lib/classes";
import { words } from "@/lib/format";

const trends: Record<PerformanceTrend, [LucideIcon, string]> = {
  UP: [TrendingUp, "text-success"],
  DOWN: [TrendingDown, "text-danger"],
  STABLE: [Minus, "text-muted"],
};

/** Where a representative's figures go. */
export function Trend({ trend }: { trend: PerformanceTrend }) {
  const [Icon, tone] = trends[trend];
  return (
    <span className={classes("inline-flex items-center gap-1", tone)}>
      <Icon size={14} aria-hidden />
      {words(trend)}
    </span>
  );
}
