import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { day, dayAndClock } from "@/lib/format";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const steps: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -7,
  PageUp: 7,
};

/** The organization's time from its beginning until now, with a bar a stretch for how much happened. */
export function TimeSlider(props: {
  from: number;
  to: number;
  /** The moment that is looked at; now when it is `to`. */
  at: number;
  density: readonly number[];
  onChange: (at: number) => void;
}) {
  const { from, to, at, density, onChange } = props;
  const { t } = useTranslation("activity");
  const share = to > from ? (at - from) / (to - from) : 1;
  const most = Math.max(1, ...density);
  const text = at >= to ? t("past.now") : dayAndClock(new Date(at).toISOString());
  const set = (next: number) => onChange(Math.round(Math.min(to, Math.max(from, next))));

  const drag = (start: PointerEvent<HTMLElement>) => {
    const track = start.currentTarget;
    const box = track.getBoundingClientRect();
    const move = (x: number) => set(from + ((x - box.left) / (box.width || 1)) * (to - from));
    track.focus();
    track.setPointerCapture(start.pointerId);
    move(start.clientX);
    const onMove = (event: globalThis.PointerEvent) => move(event.clientX);
    const stop = () => {
      track.removeEventListener("pointermove", onMove);
      track.removeEventListener("pointerup", stop);
      track.removeEventListener("pointercancel", stop);
    };
    track.addEventListener("pointermove", onMove);
    track.addEventListener("pointerup", stop);
    track.addEventListener("pointercancel", stop);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.key === "Home") set(from);
    else if (event.key === "End") set(to);
    else if (step) set(at + step * (event.shiftKey ? HOUR : DAY));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="flex flex-col gap-1">
      <div
        role="slider"
        aria-label={t("past.slider")}
        aria-valuemin={from}
        aria-valuemax={to}
        aria-valuenow={at}
        aria-valuetext={text}
        tabIndex={0}
        onPointerDown={drag}
        onKeyDown={onKeyDown}
        className="relative h-16 cursor-ew-resize touch-none rounded-6"
      >
        <div className="absolute inset-x-0 bottom-0 flex h-14 items-end gap-px border-b" aria-hidden>
          {density.map((amount, n) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: stretches never move
              key={n}
              title={t("past.amount", { count: amount })}
              className={classes(
                "flex-1 rounded-t-[2px]",
                (n + 0.5) / density.length <= share ? "bg-accent" : "bg-control",
                amount === 0 && "invisible",
              )}
              // By the root: one great day must not hide the others.
              style={{ height: `${8 + Math.sqrt(amount / most) * 92}%` }}
            />
          ))}
        </div>
        <div
          aria-hidden
          className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-text"
          style={{ left: `${share * 100}%` }}
        >
          <span className="absolute -top-1 left-1/2 size-3 -translate-x-1/2 rounded-[50%] border-2 border-surface bg-text" />
        </div>
      </div>
      <div className="flex justify-between text-11 text-muted">
        {[0, 0.25, 0.5, 0.75].map((part) => (
          <span key={part}>{day(new Date(from + part * (to - from)).toISOString())}</span>
        ))}
        <span>{t("past.now")}</span>
      </div>
    </div>
  );
}
