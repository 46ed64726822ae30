import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";
import { toast } from "@/components/Toast";
import { useDelete } from "./data";
import type { Resource, Row } from "./resource";

/** Asks before a row goes: what hangs on it goes with it, and nothing here brings it back. */
export function DeleteDialog(props: {
  resource: Resource;
  row: Row;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const { resource, row, onClose, onDeleted } = props;
  const { t } = useTranslation("records");
  const title = resource.title(row);
  const remove = useDelete(resource, {
    onSuccess: () => {
      toast({ title: t("deleted", { title }), undo: undoLast });
      onDeleted();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("delete.title", { title })}
      description={t(`delete.${resource.screen}`, { defaultValue: t("delete.hint") })}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button
            kind="danger"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ id: row.id, expectedUpdatedAt: row.updatedAt })}
          >
            {t("delete.do")}
          </Button>
        </>
      }
    >
      {remove.error && <ErrorNotice error={remove.error} />}
    </Dialog>
  );
}
