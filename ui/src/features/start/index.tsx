import { Building2, CloudCog, FolderOpen, LifeBuoy, Sparkles } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { listenToKeys, runAction, useActions } from "@/actions";
import { exploreDemo, openDesk, useDesk, useDeskChange } from "@/api/desk";
import { Button } from "@/components/Button";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Choice } from "./Choice";
import { DemoProgress, OpenProgress } from "./DemoProgress";
import { FoundingForm } from "./FoundingForm";

/** What is shown while no desk is open: the demo, a new organization, or a file. */
export function StartScreen({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("start");
  const desk = useDesk().data;
  const [founding, setFounding] = useState(false);
  const demo = useDeskChange<void>(() => exploreDemo());
  const file = useDeskChange<void>(() => openDesk());
  // The frame that listens to keys elsewhere is not there yet.
  useEffect(() => listenToKeys(), []);

  // An open desk without an organization has only this left to do.
  const empty = desk?.state === "open" && desk.organizations === 0;
  const form = founding || empty;
  const busy = demo.isPending || file.isPending;
  const choices = [
    {
      id: "demo",
      icon: Sparkles,
      keys: "d",
      choose: () => demo.mutate(undefined, { onSuccess: onDone }),
    },
    { id: "new", icon: Building2, keys: "n", choose: () => setFounding(true) },
    { id: "join", icon: CloudCog, keys: "j", choose: () => void runAction("sync.connect") },
    {
      id: "open",
      icon: FolderOpen,
      keys: "o",
      choose: () =>
        file.mutate(undefined, {
          onSuccess: (status) => {
            if (status && status.organizations > 0) onDone();
          },
        }),
    },
  ] as const;
  useActions(
    choices.map(({ id, icon, keys, choose }) => ({
      id: `start.${id}`,
      scope: "screen",
      title: t(id),
      icon,
      keys,
      when: () => !busy && !form,
      run: choose,
    })),
  );

  const refusal = demo.error ?? file.error ?? desk?.message;
  return (
    <main className="flex h-full flex-col items-center overflow-y-auto bg-bg px-6 py-[10vh]">
      <div className="flex w-full max-w-[520px] flex-col gap-6">
        <header className="flex items-center gap-4">
          <span className="flex size-10 shrink-0 items-center justify-center rounded-8 bg-accent text-on-accent">
            <LifeBuoy size={20} aria-hidden />
          </span>
          <div>
            <h1 className="text-20 font-semibold">{form ? t("form.title") : t("title")}</h1>
            <p className="text-13 text-muted">{t("hint")}</p>
          </div>
        </header>
        {refusal && !busy && <ErrorNotice error={refusal} safe={t("unopened")} />}
        {form ? (
          <FoundingForm onBack={empty ? undefined : () => setFounding(false)} onDone={onDone} />
        ) : demo.isPending ? (
          <DemoProgress />
        ) : (
          <div className="flex flex-col overflow-hidden rounded-8 border bg-surface">
            {choices.map(({ id, icon, keys, choose }) => (
              <Choice
                key={id}
                icon={icon}
                keys={keys}
                title={t(id)}
                hint={t(`${id}Hint`)}
                disabled={busy}
                onChoose={choose}
              />
            ))}
          </div>
        )}
        {file.isPending && <OpenProgress />}
        {desk?.state === "open" && desk.organizations > 0 && !busy && (
          <Button kind="quiet" className="self-center" onClick={onDone}>
            {t("goOn", { path: desk.path })}
          </Button>
        )}
      </div>
    </main>
  );
}
