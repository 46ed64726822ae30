import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes";

/** What a colour means; always shown together with an icon or words. */
export type Tone = "neutral" | "accent" | "success" | "warning" | "danger" | "info";

/** Text colour of each tone. */
export const toneText: Record<Tone, string> = {
  neutral: "text-muted",
  accent: "text-accent",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
  info: "text-info",
};

/** Soft ground of each tone. */
export const toneSoft: Record<Tone, string> = {
  neutral: "bg-raised",
  accent: "bg-accent-soft",
  success: "bg-success-soft",
  warning: "bg-warning-soft",
  danger: "bg-danger-soft",
  info: "bg-info-soft",
};

export interface PillProps {
  tone?: Tone;
  icon?: LucideIcon;
  /** 16 high, for a list row's second line. */
  small?: boolean;
  children: ReactNode;
}

/** A status in soft colour, 20 high. */
export function Pill({ tone = "neutral", icon: Icon, small, children }: PillProps) {
  return (
    <span
      className={classes(
        "inline-flex shrink-0 items-center gap-1 rounded-4 px-1.5 text-11 font-medium whitespace-nowrap",
        small ? "h-4" : "h-5",
        toneText[tone],
        toneSoft[tone],
      )}
    >
      {Icon && <Icon size={12} aria-hidden />}
      {children}
    </span>
  );
}
