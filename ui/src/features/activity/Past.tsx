import { CalendarClock, Undo2 } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { useSession } from "@/api/session";
import { Button } from "@/components/Button";
import { Chip } from "@/components/Chip";
import { dayAndClock } from "@/lib/format";
import { useAddress } from "./address";
import { useDensity } from "./density";
import { type PastKind, PastRows, pastKinds } from "./PastRows";
import { TimeSlider } from "./TimeSlider";

/** How long the slider rests before the lists are read, in milliseconds. */
const REST = 80;

/** The desk as it was: a slider over its time, and the lists of that moment, to be looked at only. */
export function Past() {
  const { t } = useTranslation("activity");
  const { at: asked, change, search } = useAddress();
  const begun = useSession()?.organization.createdAt;
  // Time stands still while it is looked at: the slider would move under the hand.
  const [now] = useState(() => Date.now());
  const from = Math.min(begun ? Date.parse(begun) : now, now - 1);
  const parsed = asked ? Date.parse(asked) : now;
  const [at, setAt] = useState(Number.isNaN(parsed) ? now : parsed);
  // The address is the truth when it changes by itself: a link, or the way back.
  const [seen, setSeen] = useState(asked);
  if (seen !== asked) {
    setSeen(asked);
    setAt(Number.isNaN(parsed) ? now : parsed);
  }
  const isPast = at < now;
  const instant = isPast ? new Date(Math.max(at, from)).toISOString() : undefined;
  useEffect(() => {
    if (instant === asked) return;
    const timer = setTimeout(() => change({ at: instant }), REST);
    return () => clearTimeout(timer);
  }, [instant, asked, change]);
  const density = useDensity(from, now);
  const kind: PastKind = useMemo(
    () => pastKinds.find((each) => each === search.list) ?? "tickets",
    [search.list],
  );
  const toNow = () => setAt(now);
  useActions([
    {
      id: "past.now",
      scope: "screen",
      title: t("past.backToNow"),
      keys: "Escape",
      icon: Undo2,
      when: () => isPast,
      run: toNow,
    },
  ]);

  return (
    <div className="flex min-h-0 flex-1 flex-col bg-bg">
      <div className="shrink-0 border-b bg-surface px-6 py-3">
        <TimeSlider from={from} to={now} at={Math.max(at, from)} density={density} onChange={setAt} />
      </div>
      <div
        role="status"
        className={
          isPast
            ? "flex h-10 shrink-0 items-center gap-2 border-b bg-warning-soft px-6 text-13 font-medium text-warning"
            : "flex h-10 shrink-0 items-center gap-2 border-b px-6 text-13 text-muted"
        }
      >
        <CalendarClock size={16} aria-hidden />
        <span className="min-w-0 flex-1 truncate">
          {instant ? t("past.asOf", { at: dayAndClock(instant) }) : t("past.isNow")}
        </span>
        {isPast && (
          <Button icon={Undo2} keys="Escape" onClick={toNow}>
            {t("past.backToNow")}
          </Button>
        )}
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-6 py-4">
        <div className="flex gap-2">
          {pastKinds.map((each) => (
            <Chip key={each} on={each === kind} onClick={() => change({ list: each })}>
              {t(`past.lists.${each}`)}
            </Chip>
          ))}
        </div>
        <PastRows key={kind} kind={kind} asOf={asked} />
      </div>
    </div>
  );
}
