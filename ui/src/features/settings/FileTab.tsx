import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { closeDesk, openDesk, useDesk, useDeskChange } from "@/api/desk";
import { useOperation } from "@/api/queries";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Pill } from "@/components/Pill";
import { dayAndClock } from "@/lib/format";
import { useGo } from "@/lib/go";
import { SyncCard } from "./SyncCard";

/** The file the desk is in, how it is, and how to go to another. */
export function FileTab() {
  const { t } = useTranslation("settings");
  const go = useGo();
  const desk = useDesk().data;
  const health = useOperation("health", {});
  const open = useDeskChange<void>(() => openDesk());
  const close = useDeskChange<void>(() => closeDesk());
  const refusal = open.error ?? close.error;
  const state = health.data;
  const sound = state?.status === "ok";
  const facts = [
    [
      t("file.path"),
      <span key="path" className="font-mono break-all">
        {desk?.path}
      </span>,
    ],
    [t("file.organizations"), desk?.organizations],
    [t("file.version"), desk?.version],
    [t("file.schemaVersion"), state?.schemaVersion],
    [t("file.sqliteVersion"), state?.sqliteVersion],
    [
      t("file.health"),
      state && (
        <span key="health" className="inline-flex items-center gap-2">
          <Pill tone={sound ? "success" : "danger"} icon={sound ? CircleCheck : TriangleAlert}>
            {sound ? t("file.ok") : t("file.unsound")}
          </Pill>
          <span className="text-muted">
            {state.integrity?.checkedAt
              ? t("file.checked", { at: dayAndClock(state.integrity.checkedAt) })
              : t("file.unchecked")}
          </span>
        </span>
      ),
    ],
  ] as const;
  return (
    <>
      {refusal && <ErrorNotice error={refusal} safe={t("file.safe")} />}
      {health.error && <ErrorNotice error={health.error} onRetry={() => void health.refetch()} />}
      <Card
        title={t("file.title")}
        aside={
          <Button kind="quiet" onClick={() => void health.refetch()}>
            {t("file.check")}
          </Button>
        }
      >
        <dl className="grid grid-cols-[160px_1fr] gap-y-2 text-12">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <SyncCard />
      <div className="flex gap-2">
        <Button
          disabled={open.isPending}
          onClick={() => open.mutate(undefined, { onSuccess: (status) => status && go("/today") })}
        >
          {t("file.open")}
        </Button>
        <Button
          disabled={close.isPending}
          onClick={() => close.mutate(undefined, { onSuccess: () => go("/start") })}
        >
          {t("file.close")}
        </Button>
      </div>
    </>
  );
}
