import type { LucideIcon } from "lucide-react";
import { KeyCap } from "@/components/KeyCap";

export interface ChoiceProps {
  icon: LucideIcon;
  title: string;
  hint: string;
  /** The key that does the same. */
  keys: string;
  disabled?: boolean;
  onChoose: () => void;
}

/** One way to begin: a wide button with what it leads to. */
export function Choice({ icon: Icon, title, hint, keys, disabled, onChoose }: ChoiceProps) {
  return (
    <button
      type="button"
      onClick={onChoose}
      disabled={disabled}
      aria-label={title}
      className="flex items-center gap-4 border-b px-6 py-4 text-left last:border-b-0 hoverable disabled:opacity-50"
    >
      <span className="flex size-8 shrink-0 items-center justify-center rounded-8 bg-accent-soft text-accent">
        <Icon size={16} aria-hidden />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block text-14 font-semibold">{title}</span>
        <span className="block text-12 text-muted">{hint}</span>
      </span>
      <KeyCap keys={keys} />
    </button>
  );
}
