import { Check, CircleDashed, Signal, Tag, UserRoundPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions";
import { Button } from "@/components/Button";
import { Checkbox } from "@/components/Checkbox";
import { count } from "@/lib/format";
import type { Selection } from "./bulk";
import type { Total } from "./view";

/** What can be done with the chosen tickets; it takes the composer's place. */
export function BulkBar({ selection, total }: { selection: Selection; total: Total }) {
  const { t } = useTranslation("queue");
  const { chosen, progress, refused } = selection;
  return (
    <section aria-label={t("bulk.label")} className="floating absolute inset-x-4 bottom-4 z-20">
      {refused.length > 0 && (
        <div role="alert" className="max-h-40 overflow-y-auto border-b px-4 py-2 text-12">
          <p className="font-medium text-danger">{t("bulk.refused", { count: refused.length })}</p>
          <ul>
            {refused.map(({ ticket, error }) => (
              <li key={ticket.id}>
                <span className="font-mono">{ticket.ticketNumber}</span> {error.message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="flex h-10 items-center gap-2 border-b px-4">
        <Checkbox checked={chosen.size > 0} onChange={selection.clear} aria-label={t("bulk.clear")} />
        <span className="text-12 font-semibold" aria-live="polite">
          {progress
            ? t("bulk.progress", { done: count(progress.done), total: count(progress.total) })
            : t("bulk.chosen", { count: chosen.size, amount: count(chosen.size) })}
        </span>
        {chosen.size < total.known && !progress && (
          <button
            type="button"
            className="h-7 rounded-6 px-1.5 text-12 text-accent hoverable"
            onClick={() => void selection.chooseAll()}
          >
            {t("bulk.all", { amount: total.text })}
          </button>
        )}
        <Button
          kind="quiet"
          keys="Escape"
          className="-mr-2 ml-auto text-muted"
          onClick={progress ? selection.stop : selection.clear}
        >
          {progress ? t("bulk.stop") : t("bulk.none")}
        </Button>
      </div>
      <div className="flex min-h-12 flex-wrap items-center gap-y-1 px-2.5 py-2">
        <Part id="ticket.assign" icon={UserRoundPlus} keys="a" disabled={chosen.size === 0} />
        <Part id="ticket.status" icon={CircleDashed} keys="s" disabled={chosen.size === 0} />
        <Part id="ticket.priority" icon={Signal} keys="p" disabled={chosen.size === 0} />
        <Part id="ticket.tag" icon={Tag} keys="t" disabled={chosen.size === 0} />
        <Button
          kind="primary"
          icon={Check}
          keys="e"
          className="ml-auto"
          disabled={chosen.size === 0 || progress !== null}
          onClick={() => runAction("ticket.resolve")}
        >
          {t("bulk.resolve")}
        </Button>
      </div>
    </section>
  );
}

function Part({
  id,
  icon,
  keys,
  disabled,
}: {
  id: string;
  icon: typeof Tag;
  keys: string;
  disabled: boolean;
}) {
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
