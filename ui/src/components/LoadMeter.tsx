import { classes } from "@/lib/classes";

/** Most blocks that are drawn. */
const BLOCKS = 10;

/** How many places are taken: a block each, at most ten drawn. */
export function LoadMeter(props: { active: number; max: number; label: string; self?: boolean }) {
  const { active, max, label, self } = props;
  const blocks = Math.min(max, BLOCKS);
  const filled = Math.min(blocks, Math.round((active / max) * blocks));
  return (
    <span
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(active, max)}
      className="flex min-w-0 flex-1 gap-0.5"
    >
      {Array.from({ length: blocks }, (_, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: places never move
          key={place}
          className={classes(
            "h-3 w-full max-w-3 rounded-4",
            place < filled ? (self ? "bg-accent" : "bg-muted") : "bg-border",
          )}
        />
      ))}
    </span>
  );
}
