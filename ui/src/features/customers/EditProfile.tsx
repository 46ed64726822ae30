import { useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast, useActions } from "@/actions";
import type { CustomerProfile } from "@/api/generated";
import { useChange } from "@/api/queries";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Field, TextArea, TextInput } from "@/components/Field";
import { Select } from "@/components/Select";
import { toast } from "@/components/Toast";
import { words } from "@/lib/format";
import { changesOf, type ProfileField, profileFields, textOf } from "./profileFields";

/** Edits a profile; only what was changed is sent, and not over somebody else's change. */
export function EditProfile({
  profile,
  name,
  onClose,
}: {
  profile: CustomerProfile;
  name: string;
  onClose: () => void;
}) {
  const { t } = useTranslation(["customers", "common"]);
  const [texts, setTexts] = useState<Record<string, string>>(() =>
    Object.fromEntries(profileFields.map((field) => [field.name, textOf(field, profile[field.name])])),
  );
  const update = useChange("update_customer_profile");
  const { values, faults } = changesOf(profile, texts);
  const changed = Object.keys(values).length > 0;
  const ready = changed && Object.keys(faults).length === 0 && !update.isPending;
  const save = () => {
    if (!ready) return;
    update.mutate(
      { id: profile.id, expectedUpdatedAt: profile.updatedAt, ...values },
      {
        onSuccess: () => {
          toast({ title: t("edit.done", { name }), undo: undoLast });
          onClose();
        },
      },
    );
  };
  useActions([
    {
      id: "profile.save",
      scope: "dialog",
      title: t("common:actions.save"),
      keys: "$mod+Enter",
      whileTyping: true,
      run: save,
    },
  ]);
  const faultOf = (field: string) => {
    if (faults[field]) return t(`edit.faults.${faults[field]}`);
    return update.error?.field === field ? update.error.message : undefined;
  };

  return (
    <Dialog
      open
      width={560}
      onClose={onClose}
      title={t("edit.title", { name })}
      footer={
        <>
          <Button onClick={onClose}>{t("common:actions.cancel")}</Button>
          <Button kind="primary" keys="$mod+Enter" disabled={!ready} onClick={save}>
            {t("common:actions.save")}
          </Button>
        </>
      }
    >
      {update.error && <ErrorNotice error={update.error} />}
      <div className="grid grid-cols-2 gap-3">
        {profileFields.map((field) => (
          <div key={field.name} className={field.kind === "object" ? "col-span-2" : undefined}>
            <Field label={words(field.name)} required={!field.nullable} error={faultOf(field.name)}>
              {(input) => (
                <Value
                  field={field}
                  input={input}
                  text={texts[field.name] ?? ""}
                  onChange={(text) => setTexts((now) => ({ ...now, [field.name]: text }))}
                />
              )}
            </Field>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function Value({
  field,
  input,
  text,
  onChange,
}: {
  field: ProfileField;
  input: Parameters<Parameters<typeof Field>[0]["children"]>[0];
  text: string;
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  if (field.kind === "choice") {
    const options = (field.labels ?? []).map((value) => ({ value, label: words(value) }));
    return (
      <Select
        {...input}
        options={field.nullable ? [{ value: "", label: t("none") }, ...options] : options}
        value={text}
        onChange={onChange}
      />
    );
  }
  if (field.kind === "object") {
    return (
      <TextArea
        {...input}
        rows={4}
        spellCheck={false}
        className="font-mono text-12!"
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <TextInput
      {...input}
      type={field.kind === "date" ? "date" : "text"}
      inputMode={field.kind === "date" ? undefined : "decimal"}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
