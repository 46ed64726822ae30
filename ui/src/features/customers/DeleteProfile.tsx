import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { CustomerProfile } from "@/api/generated";
import { useChange } from "@/api/queries";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";
import { toast } from "@/components/Toast";

/** Asks before a profile goes, since it cannot be brought back from here. The user and their tickets stay. */
export function DeleteProfile({
  profile,
  name,
  onClose,
}: {
  profile: CustomerProfile;
  name: string;
  onClose: () => void;
}) {
  const { t } = useTranslation(["customers", "common"]);
  const remove = useChange("delete_customer_profile", {
    onSuccess: () => {
      toast({ title: t("delete.done", { name }), undo: undoLast });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("delete.title", { name })}
      description={t("delete.about")}
      footer={
        <>
          <Button onClick={onClose}>{t("common:actions.cancel")}</Button>
          <Button
            kind="danger"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ id: profile.id, expectedUpdatedAt: profile.updatedAt })}
          >
            {t("delete.action")}
          </Button>
        </>
      }
    >
      {remove.error && <ErrorNotice error={remove.error} />}
    </Dialog>
  );
}
