import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Field, TextInput } from "@/components/Field";
import { slugOf } from "./slug";
import { type Founding, inputAt, useFounding } from "./useFounding";

const empty: Founding = { name: "", slug: "", adminName: "", adminEmail: "" };

/** Asks for an organization and its first admin. */
export function FoundingForm({ onBack, onDone }: { onBack?: () => void; onDone: () => void }) {
  const { t } = useTranslation("start");
  const [values, setValues] = useState(empty);
  // The short name follows the name until somebody writes their own.
  const [ownSlug, setOwnSlug] = useState(false);
  const [asked, setAsked] = useState(false);
  const founding = useFounding();
  const faulty = inputAt(founding.error?.field);

  const set = (changes: Partial<Founding>) => {
    setValues((before) => ({ ...before, ...changes }));
    if (founding.isError) founding.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (Object.values(values).some((value) => value.trim() === "")) return;
    founding.mutate(values, { onSuccess: onDone });
  };
  const errorOf = (name: keyof Founding) => {
    if (asked && values[name].trim() === "") return t("form.needed");
    return faulty === name ? founding.error?.message : undefined;
  };
  const field = (name: keyof Founding, change: (text: string) => void, hint?: string, type = "text") => (
    <Field label={t(`form.${name}`)} hint={hint} error={errorOf(name)} required>
      {(input) => (
        <TextInput
          {...input}
          type={type}
          autoFocus={name === "name"}
          className={name === "slug" ? "font-mono" : undefined}
          value={values[name]}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );

  return (
    <form onSubmit={submit} noValidate aria-label={t("form.title")} className="rounded-8 border bg-surface">
      <div className="flex flex-col gap-4 p-6">
        <h2 className="text-13 font-semibold">{t("form.organization")}</h2>
        {field("name", (name) => set(ownSlug ? { name } : { name, slug: slugOf(name) }))}
        {field(
          "slug",
          (slug) => {
            setOwnSlug(slug !== "");
            set({ slug });
          },
          t("form.slugHint"),
        )}
        <h2 className="mt-2 text-13 font-semibold">{t("form.admin")}</h2>
        {field("adminName", (adminName) => set({ adminName }))}
        {field("adminEmail", (adminEmail) => set({ adminEmail }), undefined, "email")}
        {founding.error && !faulty && <ErrorNotice error={founding.error} />}
      </div>
      <footer className="flex justify-end gap-2 border-t px-6 py-3">
        {onBack && <Button onClick={onBack}>{t("back")}</Button>}
        <Button kind="primary" type="submit" disabled={founding.isPending}>
          {t("form.submit")}
        </Button>
      </footer>
    </form>
  );
}
