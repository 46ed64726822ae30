import { HardDrive, RefreshCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions";
import { type SyncStatus, useDisconnect, useSync, useSyncNow } from "@/api/sync";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Popover } from "@/components/Menu";
import { classes } from "@/lib/classes";
import { count, dayAndClock } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { useDelayed } from "@/lib/useDelayed";
import { saidOf } from "./words";

/** How long an exchange goes on before it is worth a word, in milliseconds. */
const A_WHILE = 500;

/** The foot of the navigation: that everything is saved here, and with a hub how the exchange stands. */
export function SyncBadge({ folded }: { folded: boolean }) {
  const { t } = useTranslation("shell");
  const sync = useSync();
  if (sync) return <Connected sync={sync} folded={folded} />;
  return (
    <div className="flex h-10 shrink-0 items-center gap-2 border-t px-4 text-12 text-muted">
      <HardDrive size={16} aria-hidden />
      {!folded && <span className="truncate">{t("navigation.savedHere")}</span>}
    </div>
  );
}

function Connected({ sync, folded }: { sync: SyncStatus; folded: boolean }) {
  const { t } = useTranslation("sync");
  const [open, setOpen] = useState(false);
  const [parting, setParting] = useState(false);
  const late = useDelayed(sync.standing?.state === "syncing", A_WHILE);
  const { icon: Icon, words, waits, decide, urgent } = saidOf(sync, late);
  const said = t(`badge.${words}`, { count: waits, amount: count(waits) });
  const also = decide > 0 ? t("badge.decide", { count: decide, amount: count(decide) }) : null;
  return (
    <>
      <Popover
        label={t("badge.label")}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button
            type="button"
            aria-label={`${t("badge.label")}: ${also ? t("badge.both", { said, also }) : said}`}
            title={folded ? said : undefined}
            className="flex h-10 shrink-0 items-center gap-2 border-t px-4 text-12 text-muted hoverable"
          >
            <Icon size={16} className={classes("shrink-0", urgent && "text-warning")} aria-hidden />
            {!folded && (
              <span className="truncate">
                {also ? (
                  <>
                    {t("badge.before", { said })} <span className="text-warning">{also}</span>
                  </>
                ) : (
                  said
                )}
              </span>
            )}
          </button>
        }
      >
        <Standing
          sync={sync}
          onClose={() => setOpen(false)}
          onPart={() => {
            setOpen(false);
            setParting(true);
          }}
        />
      </Popover>
      {parting && <Part hub={sync.hub} onClose={() => setParting(false)} />}
    </>
  );
}

/** What the badge says in one word, in sentences. */
function Standing({ sync, onClose, onPart }: { sync: SyncStatus; onClose: () => void; onPart: () => void }) {
  const { t } = useTranslation("sync");
  const now = useSyncNow();
  const { waits, decide } = saidOf(sync, false);
  const { state = "syncing", since, message } = sync.standing ?? {};
  const facts = [
    [t("standing.waits"), t("standing.operations", { count: waits, amount: count(waits) })],
    [
      t("standing.decide"),
      decide > 0 ? (
        <GoLink
          key="decide"
          to="/activity"
          search={{ tab: "conflicts" }}
          onClick={onClose}
          className="text-accent hover:underline"
        >
          {t("standing.things", { count: decide, amount: count(decide) })}
        </GoLink>
      ) : (
        t("standing.nothing")
      ),
    ],
    ...(sync.unfit.length > 0
      ? [[t("standing.unfit"), t("standing.rows", { count: sync.unfit.length })] as const]
      : []),
    [t("standing.last"), sync.lastSuccess ? dayAndClock(sync.lastSuccess) : t("standing.never")],
    [
      t("standing.hub"),
      <span key="hub" className="font-mono text-11 break-all">
        {sync.hub}
      </span>,
    ],
    ...(sync.passwordOnlyHere ? [[t("standing.password"), t("standing.onlyHere")] as const] : []),
  ] as const;
  return (
    <div className="flex w-[320px] flex-col gap-3">
      <div className="flex flex-col gap-1">
        <p className="text-13 font-semibold">{t(`standing.states.${state}`)}</p>
        <p className="text-12 text-muted">
          {state === "offline" && since
            ? t("standing.offlineSince", { at: dayAndClock(since) })
            : t(`standing.hints.${state}`)}
        </p>
        {message && <p className="text-12 break-words">{message}</p>}
      </div>
      <dl className="grid grid-cols-[104px_minmax(0,1fr)] gap-y-1.5 text-12">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {now.error && <ErrorNotice error={now.error} />}
      <div className="flex gap-2">
        <Button kind="quiet" className="-ml-2.5" onClick={onPart}>
          {t("part.do")}
        </Button>
        <span className="flex-1" />
        {state === "password" || state === "stopped" ? (
          <Button
            onClick={() => {
              onClose();
              runAction("sync.password");
            }}
          >
            {t("standing.enter")}
          </Button>
        ) : null}
        <Button icon={RefreshCw} disabled={now.isPending} onClick={() => now.mutate()}>
          {t("standing.now")}
        </Button>
      </div>
    </div>
  );
}

/** Asks before parting: the password is forgotten with it. */
function Part({ hub, onClose }: { hub: string; onClose: () => void }) {
  const { t } = useTranslation("sync");
  const { t: common } = useTranslation();
  const part = useDisconnect();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("part.title")}
      description={t("part.hint")}
      footer={
        <>
          <Button onClick={onClose}>{common("actions.cancel")}</Button>
          <Button
            kind="primary"
            disabled={part.isPending}
            onClick={() => part.mutate(undefined, { onSuccess: onClose })}
          >
            {t("part.do")}
          </Button>
        </>
      }
    >
      <p className="font-mono text-12 break-all">{hub}</p>
      {part.error && <ErrorNotice error={part.error} />}
    </Dialog>
  );
}
