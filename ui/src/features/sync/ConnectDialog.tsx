import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { cancelWork } from "@/api/desk";
import { useConnect } from "@/api/sync";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Field, TextInput } from "@/components/Field";
import { faultOf, holdsPassword } from "./address";
import { JoinProgress } from "./JoinProgress";

export interface ConnectDialogProps {
  /** The hub's address where it is known and only the password is missing. */
  known?: string | undefined;
  /** Whether a new file is filled, rather than the open one connected. */
  fills: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Asks for a hub's address and password, and shows how far connecting is. */
export function ConnectDialog({ known, fills, onClose, onDone }: ConnectDialogProps) {
  const { t } = useTranslation("sync");
  const { t: common } = useTranslation();
  const form = useId();
  const [url, setUrl] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(false);
  const [cancelling, setCancelling] = useState(false);
  const connect = useConnect();
  const fault = faultOf(url);
  const own = holdsPassword(url);
  const { error } = connect;
  const atUrl = error?.field === "url" ? error.message : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (fault || connect.isPending) return;
    setCancelling(false);
    connect.mutate(
      { url: url.trim(), password: own || password === "" ? null : password },
      { onSuccess: onDone },
    );
  };
  const cancel = () => {
    setCancelling(true);
    void cancelWork();
  };
  // What was broken off is no refusal: it goes on when the same is done again.
  const refusal = error && !atUrl && !cancelling ? error : null;

  return (
    <Dialog
      open
      // While it goes on there is one way out, which says what it does.
      onClose={() => !connect.isPending && onClose()}
      title={t(known ? "join.passwordTitle" : fills ? "join.newTitle" : "join.title")}
      description={
        connect.isPending ? undefined : t(known ? "join.passwordHint" : fills ? "join.newHint" : "join.hint")
      }
      footer={
        connect.isPending ? (
          <Button onClick={cancel} disabled={cancelling}>
            {t(cancelling ? "join.cancelling" : "join.cancel")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{common("actions.cancel")}</Button>
            <Button kind="primary" type="submit" form={form}>
              {t(known ? "join.again" : cancelling ? "join.goOn" : "join.submit")}
            </Button>
          </>
        )
      }
    >
      {connect.isPending ? (
        <JoinProgress />
      ) : (
        <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
          {!known && (
            <Field
              label={t("join.url")}
              hint={t("join.urlHint")}
              error={asked && fault ? t(`join.faults.${fault}`) : atUrl}
              required
            >
              {(input) => (
                <TextInput
                  {...input}
                  // A password may stand in it: it is not to be read over a shoulder for longer than it takes.
                  className="font-mono"
                  inputMode="url"
                  placeholder="postgres://device@db.example.com/acme"
                  value={url}
                  onChange={(event) => {
                    setUrl(event.target.value);
                    if (connect.isError) connect.reset();
                  }}
                />
              )}
            </Field>
          )}
          {!own && (
            <Field label={t("join.password")} hint={t("join.passwordWhere")}>
              {(input) => (
                <TextInput
                  {...input}
                  type="password"
                  autoComplete="off"
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
              )}
            </Field>
          )}
          {cancelling && error && (
            <p role="status" className="text-12 text-muted">
              {t("join.cancelled")}
            </p>
          )}
          {refusal && <ErrorNotice error={refusal} safe={t(fills ? "join.nothingMade" : "join.safe")} />}
        </form>
      )}
    </Dialog>
  );
}
