import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes";

export interface CardProps {
  title?: ReactNode;
  icon?: LucideIcon;
  /** Its colour; muted when nothing is said. */
  tone?: string;
  /** Muted text or controls at the header's right. */
  aside?: ReactNode;
  /** No inner padding: for tables and rows that reach the edges. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A card: radius 8, header 40, inner 16, no shadow. */
export function Card({
  title,
  icon: Icon,
  tone = "text-muted",
  aside,
  flush,
  className,
  children,
}: CardProps) {
  return (
    <section className={classes("overflow-hidden rounded-8 border bg-surface", className)}>
      {title !== undefined && (
        <header className="flex h-10 items-center gap-2 border-b px-4">
          {Icon && <Icon size={16} className={tone} aria-hidden />}
          <h2 className="truncate text-13 font-semibold">{title}</h2>
          {aside && <div className="ml-auto flex items-center gap-2 text-12 text-muted">{aside}</div>}
        </header>
      )}
      <div className={flush ? "" : "p-4"}>{children}</div>
    </section>
  );
}
