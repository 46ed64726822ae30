import { Check, CircleDashed, Signal, Tag, UserRoundPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions";
import { cancelWork } from "@/api/desk";
import { Button } from "@/components/Button";
import { Checkbox } from "@/components/Checkbox";
import { count } from "@/lib/format";
import { useDelayed } from "@/lib/useDelayed";
import type { Selection } from "./bulk";
import type { Total } from "./view";

/** What can be done with the chosen tickets; it takes the composer's place. */
export function BulkBar({ selection, total }: { selection: Selection; total: Total }) {
  const { t } = useTranslation("queue");
  const { chosen, whole, progress, refused, busy, some } = selection;
  const slow = useDelayed(busy, 300);
  const amount = whole ? total.text : count(chosen.size);
  return (
    <section aria-label={t("bulk.label")} className="floating absolute inset-x-4 bottom-4 z-20">
      {refused && (
        <div role="alert" className="max-h-40 overflow-y-auto border-b px-4 py-2 text-12">
          <p className="font-medium text-danger">{t(`common:errors.title.${refused.code}`)}</p>
          <p className="break-words">{refused.message}</p>
        </div>
      )}
      <div className="flex h-10 items-center gap-2 border-b px-4">
        <Checkbox checked={some} onChange={selection.clear} aria-label={t("bulk.clear")} />
        <span className="text-12 font-semibold" aria-live="polite">
          {slow && progress
            ? t("bulk.progress", { done: count(progress.done), total: count(progress.total) })
            : t("bulk.chosen", { count: whole ? total.known : chosen.size, amount })}
        </span>
        {slow && progress && (
          <progress
            aria-label={t("bulk.running")}
            value={progress.done}
            max={Math.max(1, progress.total)}
            className="h-1.5 w-32 accent-accent"
          />
        )}
        {!whole && !busy && (chosen.size < total.known || !total.exact) && (
          <button
            type="button"
            className="h-7 rounded-6 px-1.5 text-12 text-accent hoverable"
            onClick={selection.chooseAll}
          >
            {t("bulk.all", { amount: total.text })}
          </button>
        )}
        <Button
          kind="quiet"
          keys="Escape"
          className="-mr-2 ml-auto text-muted"
          onClick={busy ? () => void cancelWork() : selection.clear}
        >
          {busy ? t("bulk.stop") : t("bulk.none")}
        </Button>
      </div>
      <div className="flex min-h-12 flex-wrap items-center gap-y-1 px-2.5 py-2">
        <Part id="ticket.assign" icon={UserRoundPlus} keys="a" disabled={!some || busy} />
        <Part id="ticket.status" icon={CircleDashed} keys="s" disabled={!some || busy} />
        <Part id="ticket.priority" icon={Signal} keys="p" disabled={!some || busy} />
        <Part id="ticket.tag" icon={Tag} keys="t" disabled={!some || busy} />
        <Button
          kind="primary"
          icon={Check}
          keys="e"
          className="ml-auto"
          disabled={!some || busy}
          onClick={() => runAction("ticket.resolve")}
        >
          {t("bulk.resolve")}
        </Button>
      </div>
    </section>
  );
}

interface PartProps {
  id: string;
  icon: typeof Tag;
  keys: string;
  disabled: boolean;
}

function Part({ id, icon, keys, disabled }: PartProps) {
  const { t } = useTranslation("queue");
  const name = id.replace("ticket.", "");
  return (
    <Button
      kind="quiet"
      icon={icon}
      keys={keys}
      disabled={disabled}
      className="px-1.5!"
      data-picker={name}
      onClick={() => runAction(id)}
    >
      {t(`bulk.${name}`)}
    </Button>
  );
}
