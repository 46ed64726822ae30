import { CloudCog } from "lucide-react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions";
import { useSync } from "@/api/sync";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { dayAndClock } from "@/lib/format";

/** The hub that this organization is exchanged with, or how to come to one. */
export function SyncCard() {
  const { t } = useTranslation("settings");
  const sync = useSync();
  if (!sync)
    return (
      <Card title={t("sync.title")} icon={CloudCog}>
        <div className="flex items-center justify-between gap-4">
          <p className="text-12 text-muted">{t("sync.hint")}</p>
          <Button onClick={() => runAction("sync.connect")}>{t("sync.connect")}</Button>
        </div>
      </Card>
    );
  const facts = [
    [t("sync.hub"), sync.hub],
    [t("sync.device"), sync.device],
    [t("sync.last"), sync.lastSuccess ? dayAndClock(sync.lastSuccess) : t("sync.never")],
  ] as const;
  return (
    <Card
      title={t("sync.title")}
      icon={CloudCog}
      aside={
        <Button kind="quiet" onClick={() => runAction("sync.now")}>
          {t("sync.now")}
        </Button>
      }
    >
      <dl className="grid grid-cols-[160px_1fr] gap-y-2 text-12">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
