import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes";

export interface PaneHeaderProps {
  title?: ReactNode;
  /** Muted, beside the title: a count or a date. */
  aside?: ReactNode;
  /** Buttons at the right, the primary one last. */
  actions?: ReactNode;
  /** 24 px sides for the work pane; 16 for the list and the rail. */
  wide?: boolean;
  /** Instead of a title: an id in mono, say. */
  children?: ReactNode;
}

/** The 48 px head of every pane. */
export function PaneHeader({ title, aside, actions, wide, children }: PaneHeaderProps) {
  return (
    <header
      className={classes("@container flex h-12 shrink-0 items-center gap-2 border-b", wide ? "px-6" : "px-4")}
    >
      {title !== undefined && <h1 className="truncate text-14 font-semibold">{title}</h1>}
      {aside !== undefined && <span className="shrink-0 text-13 text-muted">{aside}</span>}
      {children}
      {actions && (
        // Where there is little room the keys stand in the cheat sheet alone.
        <div className="-mr-1.5 ml-auto flex items-center gap-2 pl-2 @max-[28rem]:[&_kbd]:hidden">
          {actions}
        </div>
      )}
    </header>
  );
}

/** The 36 px bar of filters and tabs under a pane's head, as `wide` as that; `actions` stand at its right. */
export function FilterBar(props: { children: ReactNode; actions?: ReactNode; wide?: boolean }) {
  const { children, actions, wide } = props;
  return (
    <div className={classes("flex h-9 shrink-0 items-center gap-2 border-b", wide ? "px-6" : "px-4")}>
      <div className="flex min-w-0 flex-1 items-center gap-2 overflow-hidden">{children}</div>
      {actions}
    </div>
  );
}

/** The 40 px foot of a list: what is in it at the left, a note at the right. */
export function ListFooter({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <footer className="flex h-10 shrink-0 items-center justify-between gap-2 border-t px-4 text-12 text-muted">
      <span>{children}</span>
      {aside && <span className="inline-flex items-center gap-1">{aside}</span>}
    </footer>
  );
}

/** The 32 px head of a group of rows. */
export function GroupHeader({
  icon: Icon,
  label,
  count,
  tone = "text-muted",
}: {
  icon?: LucideIcon;
  label: string;
  count?: ReactNode;
  tone?: string;
}) {
  return (
    <div className="flex h-8 items-center gap-2 bg-raised px-4 text-12 font-medium">
      {Icon && <Icon size={14} className={tone} aria-hidden />}
      <span>{label}</span>
      {count !== undefined && <span className="font-normal text-muted">{count}</span>}
    </div>
  );
}
