import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { classes } from "@/lib/classes";
import { KeyCap } from "./KeyCap";

export interface ButtonProps extends ComponentProps<"button"> {
  /** `primary` is filled: one a screen. `quiet` has no border. `danger` is for what cannot be undone. */
  kind?: "primary" | "secondary" | "quiet" | "danger";
  icon?: LucideIcon;
  /** Keys in the registry's notation, shown as a key cap. */
  keys?: string;
}

const kinds = {
  primary: "bg-accent text-on-accent border-accent hover:opacity-90",
  secondary: "bg-surface text-text hoverable",
  quiet: "bg-transparent border-transparent text-text hoverable",
  danger: "bg-surface text-danger hoverable",
};

/** A labelled button, 28 high. */
export function Button({ kind = "secondary", icon: Icon, keys, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classes(
        "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-6 border px-2.5 text-12 font-medium whitespace-nowrap disabled:opacity-50",
        kinds[kind],
        className,
      )}
      {...rest}
    >
      {Icon && <Icon size={14} aria-hidden />}
      {children}
      {keys && <KeyCap keys={keys} onAccent={kind === "primary"} />}
    </button>
  );
}

export interface IconButtonProps extends ComponentProps<"button"> {
  icon: LucideIcon;
  /** What it does; read out and shown as a tooltip. */
  label: string;
  keys?: string;
}

/** A button that is only an icon, 28 square. */
export function IconButton({ icon: Icon, label, keys, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      className={classes(
        "inline-flex size-7 shrink-0 items-center justify-center rounded-6 text-muted hoverable hover:text-text disabled:opacity-50",
        className,
      )}
      {...rest}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}
