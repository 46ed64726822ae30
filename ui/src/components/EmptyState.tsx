import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { KeyCap } from "./KeyCap";

/** Nothing to show: says why, and the key to press next. */
export function EmptyState({
  icon: Icon,
  title,
  hint,
  keys,
  children,
}: {
  icon?: LucideIcon;
  title: string;
  hint?: string;
  keys?: string;
  children?: ReactNode;
}) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-8 text-center">
      {Icon && <Icon size={20} className="text-muted" aria-hidden />}
      <p className="text-13 font-medium">{title}</p>
      {hint && (
        <p className="flex items-center gap-1.5 text-12 text-muted">
          {keys && <KeyCap keys={keys} split />}
          {hint}
        </p>
      )}
      {children}
    </div>
  );
}
