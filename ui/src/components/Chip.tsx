import { type LucideIcon, X } from "lucide-react";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";

export interface ChipProps extends ComponentProps<"button"> {
  icon?: LucideIcon;
  /** Chosen, as a filter or tab that is on. */
  on?: boolean;
}

/** A filter or tab, 24 high. */
export function Chip({ icon: Icon, on, className, children, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      className={classes(
        "inline-flex h-6 shrink-0 items-center gap-1 rounded-6 border px-2 text-11 font-medium whitespace-nowrap",
        on ? "border-transparent bg-selected text-accent" : "bg-surface text-muted hoverable",
        className,
      )}
      {...rest}
    >
      {Icon && <Icon size={12} aria-hidden />}
      {children}
    </button>
  );
}

/** A tag; with `onRemove` it can be taken off. */
export function Tag({
  children,
  onRemove,
  removeLabel,
}: {
  children: string;
  onRemove?: () => void;
  removeLabel?: string;
}) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex h-5 items-center gap-1 rounded-4 bg-raised px-1.5 text-11 font-medium text-muted">
      {children}
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel ?? t("actions.remove", { name: children })}
          onClick={onRemove}
          className="-mr-1 p-1 hover:text-text"
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}
