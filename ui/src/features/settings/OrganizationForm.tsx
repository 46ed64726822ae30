import { useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast, useActions } from "@/actions";
import { enums, type Organization } from "@/api/generated";
import { useChange } from "@/api/queries";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Switch } from "@/components/Checkbox";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Field, TextInput } from "@/components/Field";
import { Select } from "@/components/Select";
import { toast } from "@/components/Toast";
import { dayAndClock, words } from "@/lib/format";
import { HoursCard } from "./HoursCard";
import { changesOf, draftOf, faultsOf, type OrganizationDraft, toggles } from "./organization";

const optionsOf = <L extends string>(labels: readonly L[]) =>
  labels.map((value) => ({ value, label: words(value) }));

/** What may be changed of an organization, saved together. */
export function OrganizationForm(props: { organization: Organization; disabled: boolean }) {
  const { organization, disabled } = props;
  const { t } = useTranslation("settings");
  const [draft, setDraft] = useState(() => draftOf(organization));
  const update = useChange("update_organization", {
    onSuccess: () => toast({ title: t("organization.saved"), undo: undoLast }),
  });
  const set = (changes: Partial<OrganizationDraft>) => {
    setDraft((before) => ({ ...before, ...changes }));
    if (update.isError) update.reset();
  };
  const faults = faultsOf(draft);
  const changes = changesOf(organization, draft);
  const changed = Object.keys(changes).length > 0;
  const ready = changed && Object.keys(faults).length === 0 && !disabled && !update.isPending;
  const save = () =>
    update.mutate({ id: organization.id, expectedUpdatedAt: organization.updatedAt, ...changes });
  useActions([
    {
      id: "organization.save",
      scope: "screen",
      title: t("organization.save"),
      keys: "$mod+Enter",
      whileTyping: true,
      when: () => ready,
      run: save,
    },
  ]);

  const refused = (name: string) => (update.error?.field === name ? update.error.message : undefined);
  const dates = [
    ["created", organization.createdAt],
    ["trialEnds", organization.trialEndsAt],
    ["suspended", organization.suspendedAt],
  ] as const;
  return (
    <>
      <Card title={t("organization.title")}>
        <div className="flex flex-col gap-3">
          <Field label={t("organization.name")} error={refused("name")} required>
            {(input) => (
              <TextInput
                {...input}
                disabled={disabled}
                value={draft.name}
                onChange={({ target }) => set({ name: target.value })}
              />
            )}
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <Field label={t("organization.plan")} error={refused("plan")}>
              {(input) => (
                <Select
                  {...input}
                  disabled={disabled}
                  options={optionsOf(enums.organization_plan)}
                  value={draft.plan}
                  onChange={(plan) => set({ plan })}
                />
              )}
            </Field>
            <Field label={t("organization.status")} error={refused("status")}>
              {(input) => (
                <Select
                  {...input}
                  disabled={disabled}
                  options={optionsOf(enums.organization_status)}
                  value={draft.status}
                  onChange={(status) => set({ status })}
                />
              )}
            </Field>
          </div>
          <dl className="grid grid-cols-4 gap-3 border-t pt-3 text-12">
            <div>
              <dt className="text-11 text-muted">{t("organization.slug")}</dt>
              <dd className="truncate font-mono">{organization.slug}</dd>
            </div>
            {dates.map(
              ([name, at]) =>
                at && (
                  <div key={name}>
                    <dt className="text-11 text-muted">{t(`organization.${name}`)}</dt>
                    <dd>{dayAndClock(at)}</dd>
                  </div>
                ),
            )}
          </dl>
        </div>
      </Card>
      <HoursCard draft={draft} faults={faults} disabled={disabled} onChange={set} />
      <Card title={t("rules.title")}>
        <div className="flex flex-col gap-3">
          <Field
            label={t("rules.maxRefundPerUser")}
            error={faults.maxRefundPerUser ? t(faults.maxRefundPerUser) : undefined}
          >
            {(input) => (
              <TextInput
                {...input}
                inputMode="decimal"
                disabled={disabled}
                value={draft.maxRefundPerUser}
                onChange={({ target }) => set({ maxRefundPerUser: target.value })}
              />
            )}
          </Field>
          {toggles.map((name) => (
            <div key={name} className="flex items-center justify-between gap-4">
              <span className="text-12 font-medium">{t(`rules.${name}`)}</span>
              <Switch
                aria-label={t(`rules.${name}`)}
                disabled={disabled}
                checked={draft.toggles[name]}
                onChange={(on) => set({ toggles: { ...draft.toggles, [name]: on } })}
              />
            </div>
          ))}
        </div>
      </Card>
      {update.error && !["name", "plan", "status"].includes(update.error.field ?? "") && (
        <ErrorNotice error={update.error} />
      )}
      <Button kind="primary" keys="$mod+Enter" className="self-end" disabled={!ready} onClick={save}>
        {t("organization.save")}
      </Button>
    </>
  );
}
