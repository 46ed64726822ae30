import type { ReactNode } from "react";
import { classes } from "@/lib/classes";
import { GoLink, type Path } from "@/lib/go";

/** A row of a card: icon, title over a muted line, something at the right. The cursor marks it with a bar. */
export function Row(props: {
  to: Path;
  icon: ReactNode;
  title: string;
  line: string;
  here: boolean;
  tall?: boolean;
  aside?: ReactNode;
}) {
  const { to, icon, title, line, here, tall, aside } = props;
  return (
    <li
      className={classes(
        "flex items-center gap-3 border-b px-4 last:border-b-0",
        tall ? "h-12" : "h-10",
        here ? "bg-selected shadow-[inset_2px_0_0_var(--accent)]" : "hover:bg-raised",
      )}
    >
      <GoLink to={to} className="flex h-full min-w-0 flex-1 items-center gap-3">
        <span className="flex min-w-4 shrink-0 justify-end">{icon}</span>
        <span className="min-w-0 leading-tight">
          <span className="block truncate text-13 font-medium">{title}</span>
          <span className="block truncate text-11 text-muted">{line}</span>
        </span>
      </GoLink>
      {aside}
    </li>
  );
}

/** Said in a card that has no rows. */
export function NoRows({ children }: { children: string }) {
  return <p className="px-4 py-3 text-12 text-muted">{children}</p>;
}
