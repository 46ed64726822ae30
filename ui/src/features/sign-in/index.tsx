import { Search } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { closeDesk, useDeskChange } from "@/api/desk";
import type { SignInChoice } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { useSignIn } from "@/api/session";
import { Button } from "@/components/Button";
import { ErrorNotice } from "@/components/ErrorNotice";
import { KeyCap } from "@/components/KeyCap";
import { Skeleton } from "@/components/Skeleton";
import { useGo } from "@/lib/go";
import { optionId, PeopleList } from "./PeopleList";

const listId = "people";

/** What is shown while nobody is signed in: type to find yourself, Enter to begin. */
export function SignInScreen({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("sign-in");
  const go = useGo();
  const all = useOperation("list_sign_ins", {});
  const signIn = useSignIn();
  const close = useDeskChange<void>(() => closeDesk());
  const [text, setText] = useState("");
  const [cursor, setCursor] = useState(0);

  const wanted = text.trim().toLowerCase();
  const everybody: readonly SignInChoice[] = all.data?.items ?? [];
  const people = everybody.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
  const at = Math.min(cursor, people.length - 1);
  const here = people[at];

  const enter = (person: SignInChoice) => signIn.mutate({ userId: person.id }, { onSuccess: onDone });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setCursor(Math.max(0, Math.min(people.length - 1, at + step)));
    } else if (event.key === "Enter" && here && !event.nativeEvent.isComposing) {
      event.preventDefault();
      enter(here);
    } else if (event.key === "Escape") {
      setText("");
    }
  };

  return (
    <main className="flex h-full flex-col items-center overflow-y-auto bg-bg px-6 py-[10vh]">
      <div className="flex w-full max-w-[440px] flex-col gap-4">
        <header>
          <h1 className="text-20 font-semibold">{t("title")}</h1>
          <p className="text-13 text-muted">{t("hint")}</p>
        </header>
        {signIn.error && <ErrorNotice error={signIn.error} />}
        {all.error && <ErrorNotice error={all.error} onRetry={() => void all.refetch()} />}
        <div className="overflow-hidden rounded-8 border bg-surface">
          <div className="flex h-12 items-center gap-3 px-4">
            <Search size={16} className="text-muted" aria-hidden />
            <input
              // biome-ignore lint/a11y/noAutofocus: typing a name is all there is to do here
              autoFocus
              role="combobox"
              aria-label={t("search")}
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={here ? optionId(here) : undefined}
              aria-autocomplete="list"
              placeholder={t("search")}
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setCursor(0);
              }}
              onKeyDown={onKeyDown}
              className="h-full min-w-0 flex-1 bg-transparent text-14 outline-none"
            />
          </div>
          {all.isPending && <Skeleton rows={4} height={56} />}
          <PeopleList id={listId} people={people} cursor={at} onPoint={setCursor} onChoose={enter} />
          {all.data && people.length === 0 && (
            <p role="status" className="p-4 text-13 text-muted">
              {everybody.length === 0 ? t("nobody") : t("noMatch")}
            </p>
          )}
          <footer className="flex h-10 items-center gap-4 border-t bg-raised px-4 text-12 text-muted">
            <span className="inline-flex items-center gap-1.5">
              <KeyCap keys="ArrowUp ArrowDown" split />
              {t("move")}
            </span>
            <span className="inline-flex items-center gap-1.5">
              <KeyCap keys="Enter" />
              {t("enter")}
            </span>
          </footer>
        </div>
        <Button
          kind="quiet"
          className="self-center"
          onClick={() => close.mutate(undefined, { onSuccess: () => go("/start") })}
        >
          {t("otherFile")}
        </Button>
      </div>
    </main>
  );
}
