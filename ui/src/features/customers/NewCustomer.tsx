import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { type AccountTier, enums, type User } from "@/api/generated";
import { useChange } from "@/api/queries";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Field, TextInput } from "@/components/Field";
import { Select } from "@/components/Select";
import { toast } from "@/components/Toast";
import { words } from "@/lib/format";

/**
 * Makes a customer: the user, then the profile. They are two operations, so when the second is
 * refused the first stands, and that is said; trying again makes only the profile.
 */
export function NewCustomer({
  user: given,
  onClose,
}: {
  /** A user who has no profile yet. */
  user?: User;
  /** With the user, when one was made. */
  onClose: (user?: User) => void;
}) {
  const { t } = useTranslation(["customers", "common"]);
  const [name, setName] = useState(given?.name ?? "");
  const [email, setEmail] = useState(given?.email ?? "");
  const [tier, setTier] = useState<AccountTier>("FREE");
  const [made, setMade] = useState<User | undefined>(given);
  const createUser = useChange("create_user");
  const createProfile = useChange("create_customer_profile");
  const busy = createUser.isPending || createProfile.isPending;
  const error = made ? createProfile.error : createUser.error;
  const ready = made !== undefined || (name.trim() !== "" && email.trim() !== "");

  const makeProfile = (user: User) =>
    createProfile.mutate(
      { userId: user.id, tier },
      {
        onSuccess: () => {
          toast({ title: t("new.done", { name: user.name }) });
          onClose(user);
        },
      },
    );
  const save = () => {
    if (busy || !ready) return;
    if (made) makeProfile(made);
    else {
      createUser.mutate(
        { name: name.trim(), email: email.trim(), role: "CUSTOMER" },
        {
          onSuccess: (user) => {
            setMade(user);
            makeProfile(user);
          },
        },
      );
    }
  };
  useActions([
    {
      id: "customer.save",
      scope: "dialog",
      title: t("new.create"),
      keys: "$mod+Enter",
      whileTyping: true,
      run: save,
    },
  ]);

  return (
    <Dialog
      open
      onClose={() => onClose(given ? undefined : made)}
      title={given ? t("new.profileTitle", { name: given.name }) : t("new.title")}
      footer={
        <>
          <Button onClick={() => onClose(given ? undefined : made)}>{t("common:actions.cancel")}</Button>
          <Button kind="primary" keys="$mod+Enter" disabled={busy || !ready} onClick={save}>
            {made && !given ? t("new.onlyProfile") : t("new.create")}
          </Button>
        </>
      }
    >
      {error && (
        <ErrorNotice
          error={error}
          safe={made && !given ? t("new.halfDone", { name: made.name }) : undefined}
        />
      )}
      <Field label={t("new.name")} required error={error?.field === "name" ? error.message : undefined}>
        {(input) => (
          <TextInput
            {...input}
            autoFocus
            maxLength={255}
            disabled={made !== undefined}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("new.email")} required error={error?.field === "email" ? error.message : undefined}>
        {(input) => (
          <TextInput
            {...input}
            type="email"
            maxLength={255}
            disabled={made !== undefined}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("list.tier")}>
        {(input) => (
          <Select
            {...input}
            options={enums.account_tier.map((value) => ({ value, label: words(value) }))}
            value={tier}
            onChange={setTier}
          />
        )}
      </Field>
    </Dialog>
  );
}
