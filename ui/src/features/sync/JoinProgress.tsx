import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Joining, onJoining } from "@/api/sync";
import { count, duration } from "@/lib/format";
import { type Moment, noted, rateOf } from "./rate";

interface Heard {
  joining: Joining;
  moments: Moment[];
}

/** How far connecting is: what is done, how much of it, how fast, and how long that takes yet. */
export function JoinProgress() {
  const { t } = useTranslation("sync");
  const [heard, setHeard] = useState<Heard | null>(null);
  useEffect(() => {
    const listening = onJoining((joining) =>
      setHeard((before) => ({
        joining,
        moments: noted(before?.joining.phase === joining.phase ? before.moments : [], {
          at: performance.now(),
          done: joining.done,
        }),
      })),
    );
    return () => void listening.then((stop) => stop());
  }, []);
  const { phase, done, total } = heard?.joining ?? { phase: "asking", done: 0, total: null };
  const rate = heard && rateOf(heard.moments);
  const share = total ? Math.min(1, done / total) : null;
  const left = rate && total && total > done ? duration((total - done) / rate) : null;
  return (
    <div className="flex flex-col gap-2" aria-live="polite">
      <p className="text-13 font-medium">{t(`join.phases.${phase}`)}</p>
      <div
        role="progressbar"
        aria-label={t(`join.phases.${phase}`)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        className="h-1.5 overflow-hidden rounded-4 bg-border"
      >
        <div className="h-full bg-accent" style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
      <p className="flex h-4 justify-between gap-4 text-12 text-muted">
        <span>
          {done > 0 &&
            (total
              ? t("join.of", { done: count(done), total: count(Math.max(done, total)) })
              : t("join.done", { done: count(done) }))}
        </span>
        <span>
          {rate && t("join.rate", { rate: count(Math.round(rate)) })}
          {left && ` · ${t("join.left", { left })}`}
        </span>
      </p>
    </div>
  );
}
