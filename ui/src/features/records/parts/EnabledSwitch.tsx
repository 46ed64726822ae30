import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import { useMay } from "@/api/may";
import { Switch } from "@/components/Checkbox";
import { toast } from "@/components/Toast";
import { useUpdate } from "../data";
import type { Resource, Row } from "../resource";

/** Switches a rule or an agent on or off, with undo. */
export function EnabledSwitch({ resource, row }: { resource: Resource; row: Row }) {
  const { t } = useTranslation("records");
  const may = useMay();
  const refused = (error: { message: string }) =>
    toast({ title: t("refused"), detail: error.message, tone: "danger" });
  const update = useUpdate(resource, {
    onSuccess: (after) =>
      toast({
        title: t(after.enabled ? "switchedOn" : "switchedOff", { title: resource.title(after) }),
        undo: undoLast,
      }),
    onError: refused,
  });
  return (
    <span className="flex items-center gap-2 text-12 text-muted">
      {row.enabled ? t("chips.on") : t("chips.off")}
      <Switch
        aria-label={t("fields.enabled")}
        checked={row.enabled === true}
        disabled={!may(resource.update)}
        onChange={(enabled) => update.mutate({ id: row.id, expectedUpdatedAt: row.updatedAt, enabled })}
      />
    </span>
  );
}
