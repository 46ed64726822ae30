import { useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { SavedView } from "@/api/generated";
import { useChange } from "@/api/queries";
import { Switch } from "@/components/Checkbox";
import { Field, TextInput } from "@/components/Field";
import { toast } from "@/components/Toast";
import { ActDialog } from "./ActDialog";

export interface ViewDialogProps {
  /** The view to rename or share; a new one when left out. */
  view?: SavedView;
  /** What a new one asks for. */
  asks?: Pick<SavedView, "filter" | "sort">;
  onSaved?: (view: SavedView) => void;
  onClose: () => void;
}

/** Names a view of the queue, and says whether everybody sees it. */
export function ViewDialog({ view, asks, onSaved, onClose }: ViewDialogProps) {
  const { t } = useTranslation("queue");
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const create = useChange("create_saved_view");
  const update = useChange("update_saved_view");
  return (
    <ActDialog
      title={t(view ? "saved.edit" : "saved.new")}
      action={t(view ? "saved.keep" : "saved.create")}
      ready={name.trim() !== ""}
      onClose={onClose}
      onAct={async () => {
        const saved = view
          ? await update.mutateAsync({
              id: view.id,
              name: name.trim(),
              shared,
              expectedUpdatedAt: view.updatedAt,
            })
          : await create.mutateAsync({ name: name.trim(), shared, resource: "tickets", ...asks });
        toast({ title: t("said.viewSaved", { name: saved.name }), undo: undoLast });
        onSaved?.(saved);
      }}
    >
      <Field label={t("saved.name")} required>
        {(input) => (
          <TextInput
            {...input}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("saved.shared")} hint={t("saved.sharedHint")}>
        {({ id, ...input }) => (
          <span className="flex">
            <Switch id={id} {...input} aria-label={t("saved.shared")} checked={shared} onChange={setShared} />
          </span>
        )}
      </Field>
    </ActDialog>
  );
}
