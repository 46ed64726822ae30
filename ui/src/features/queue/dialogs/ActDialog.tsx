import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { DeskError } from "@/api/client";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";

export interface ActDialogProps {
  title: string;
  description?: ReactNode;
  /** What its primary button says. */
  action: string;
  /** Whether enough was entered. */
  ready: boolean;
  /** Does it; a rejection is shown, and the dialog stays. */
  onAct: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

/** Asks what an operation needs, and runs it by its button or Ctrl+Enter. */
export function ActDialog({ title, description, action, ready, onAct, onClose, children }: ActDialogProps) {
  const { t } = useTranslation();
  const [refusal, setRefusal] = useState<DeskError | null>(null);
  const [sending, setSending] = useState(false);
  const act = async () => {
    if (sending || !ready) return;
    setSending(true);
    try {
      await onAct();
      onClose();
    } catch (reason) {
      setRefusal(DeskError.from(reason));
      setSending(false);
    }
  };
  useActions([
    {
      id: "dialog.act",
      scope: "dialog",
      title: action,
      keys: "$mod+Enter",
      whileTyping: true,
      run: () => void act(),
    },
  ]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("actions.cancel")}
          </Button>
          <Button kind="primary" keys="$mod+Enter" disabled={!ready || sending} onClick={() => void act()}>
            {action}
          </Button>
        </>
      }
    >
      {refusal && <ErrorNotice error={refusal} />}
      {children}
    </Dialog>
  );
}
