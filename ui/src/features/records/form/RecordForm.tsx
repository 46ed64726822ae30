import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import type { DeskError } from "@/api/client";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";
import { useCreate, useUpdate } from "../data";
import type { Resource, Row } from "../resource";
import { FormField } from "./FormField";
import { specsOf } from "./schema";
import { faultyInput, useForm } from "./useForm";

export interface RecordFormProps {
  resource: Resource;
  /** The row to change; a new one is made when there is none. */
  row?: Row;
  onClose: () => void;
  onSaved: (row: Row, before?: Row) => void;
}

/** Makes or changes a row, with the inputs its operation declares. */
export function RecordForm({ resource, row, onClose, onSaved }: RecordFormProps) {
  const { t } = useTranslation("records");
  const operation = row ? resource.update : resource.create;
  const specs = useMemo(() => specsOf(operation), [operation]);
  const form = useForm(specs, row ?? resource.fresh?.() ?? {}, row !== undefined);
  const create = useCreate(resource, { onSuccess: (made) => onSaved(made) });
  const update = useUpdate(resource, { onSuccess: (changed) => onSaved(changed, row) });
  const change = row ? update : create;
  const refusal: DeskError | null = change.error;
  const faulty = faultyInput(refusal, specs);

  const save = () => {
    const entered = form.read();
    if (!entered || change.isPending) return;
    if (!row) create.mutate(entered);
    else if (Object.keys(entered).length === 0) onClose();
    else update.mutate({ ...entered, id: row.id, expectedUpdatedAt: row.updatedAt });
  };
  useActions([
    {
      id: "form.save",
      scope: "dialog",
      title: row ? t("form.save") : t("form.create"),
      keys: "$mod+Enter",
      whileTyping: true,
      run: save,
    },
  ]);

  const { Warning } = resource;
  const kind = t(`one.${resource.screen}`);
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title={row ? t("form.edit", { kind, title: resource.title(row) }) : t("form.new", { kind })}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button kind="primary" keys="$mod+Enter" disabled={change.isPending} onClick={save}>
            {row ? t("form.save") : t("form.create")}
          </Button>
        </>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {refusal && !faulty && <ErrorNotice error={refusal} />}
        {specs.map((spec, index) => {
          const fault = form.fault(spec);
          return (
            <FormField
              key={spec.name}
              spec={spec}
              draft={form.draft(spec)}
              onChange={(draft) => {
                form.set(spec.name, draft);
                if (faulty === spec.name) change.reset();
              }}
              error={fault ? t(`form.faults.${fault}`) : faulty === spec.name ? refusal?.message : undefined}
              offers={resource.offers?.[spec.name]}
              autoFocus={index === 0}
            />
          );
        })}
        {!row && Warning && <Warning drafts={form.drafts} />}
        {/* Lets Enter in a line of text save, as in any form. */}
        <button type="submit" hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}
