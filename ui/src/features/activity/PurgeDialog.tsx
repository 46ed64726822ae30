import { Flame } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import type { Input } from "@/api/client";
import { useChange } from "@/api/queries";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Field, TextInput } from "@/components/Field";
import { toast } from "@/components/Toast";

/** Asks before what was deleted is forgotten: nothing brings it back. Without a row, by age. */
export function PurgeDialog(props: {
  what?: Pick<Input<"purge">, "table" | "id">;
  title: string;
  onClose: () => void;
  onPurged?: () => void;
}) {
  const { what, title, onClose, onPurged } = props;
  const { t } = useTranslation(["activity", "common"]);
  const [days, setDays] = useState("365");
  const purge = useChange("purge", {
    onSuccess: ({ purged }) => {
      toast({ title: t("purge.did", { count: purged }) });
      onClose();
      onPurged?.();
    },
  });
  const age = Number(days);
  const valid = what !== undefined || (/^\d+$/.test(days) && age > 0 && age < 100_000);
  const run = () => {
    if (!valid || purge.isPending) return;
    purge.mutate(what ?? { before: new Date(Date.now() - age * 86_400_000).toISOString() });
  };
  useActions([
    {
      id: "purge.confirm",
      scope: "dialog",
      title: t("purge.do"),
      keys: "$mod+Enter",
      whileTyping: true,
      run,
    },
  ]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={t("purge.hint")}
      footer={
        <>
          <Button onClick={onClose}>{t("common:actions.cancel")}</Button>
          <Button
            kind="danger"
            icon={Flame}
            keys="$mod+Enter"
            disabled={!valid || purge.isPending}
            onClick={run}
          >
            {t("purge.do")}
          </Button>
        </>
      }
    >
      {!what && (
        <Field label={t("purge.days")} error={valid ? undefined : t("purge.daysFault")} required>
          {(input) => (
            <TextInput
              {...input}
              inputMode="numeric"
              value={days}
              onChange={(event) => setDays(event.target.value.trim())}
            />
          )}
        </Field>
      )}
      {purge.error && <ErrorNotice error={purge.error} />}
    </Dialog>
  );
}
