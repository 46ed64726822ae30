import { classes } from "@/lib/classes";

const names: Record<string, string> = {
  $mod: "Ctrl",
  Control: "Ctrl",
  Enter: "↵",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  " ": "Space",
};

const isMac = typeof navigator !== "undefined" && navigator.userAgent.includes("Mac OS");

/** The caps of a sequence in the registry's notation: `$mod+k` is Ctrl and K, `g d` is G and D. */
export function keyNames(keys: string): string[] {
  return keys
    .split(" ")
    .flatMap((press) => (press === "+" ? ["+"] : press.split("+")))
    .map((key) =>
      key === "$mod" && isMac ? "⌘" : (names[key] ?? (key.length === 1 ? key.toUpperCase() : key)),
    );
}

/** Keys as one cap, `Ctrl K`, or with `split` as one cap each. */
export function KeyCap({ keys, split, onAccent }: { keys: string; split?: boolean; onAccent?: boolean }) {
  const caps = split ? keyNames(keys) : [keyNames(keys).join(" ")];
  return (
    <span className="inline-flex shrink-0 gap-1">
      {caps.map((cap, index) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: caps never move, and one may occur twice
          key={index}
          className={classes(
            "inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-4 border px-1 font-sans text-11 font-medium",
            onAccent ? "border-current text-on-accent" : "bg-raised text-muted",
          )}
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
