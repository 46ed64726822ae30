import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { onProgress, type Progress } from "@/api/desk";
import { count } from "@/lib/format";

/** How far something long is that the shell does, as soon as it tells. */
function useProgress(): Progress | null {
  const [progress, setProgress] = useState<Progress | null>(null);
  useEffect(() => {
    const listening = onProgress(setProgress);
    return () => void listening.then((stop) => stop());
  }, []);
  return progress;
}

/** How far the demo is: what is being made, how much of it, and a bar. */
export function DemoProgress() {
  return <Bar progress={useProgress()} />;
}

/** How far a file is that has to be made ready first; until then, that one is to be chosen. */
export function OpenProgress() {
  const { t } = useTranslation("start");
  const progress = useProgress();
  if (progress) return <Bar progress={progress} />;
  return (
    <p role="status" className="text-center text-12 text-muted">
      {t("opening")}
    </p>
  );
}

function Bar({ progress }: { progress: Progress | null }) {
  const { t } = useTranslation("start");
  const share = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  const task = progress ? t(`tasks.${progress.task}`, { defaultValue: progress.task }) : t("making");
  return (
    <div className="rounded-8 border bg-surface p-6" aria-live="polite">
      <div className="mb-2 flex justify-between gap-4 text-13">
        <span className="font-medium">{task}</span>
        {progress && (
          <span className="text-muted">
            {t("progress", { done: count(progress.done), total: count(progress.total) })}
          </span>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={task}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className="h-1.5 overflow-hidden rounded-4 bg-border"
      >
        <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
