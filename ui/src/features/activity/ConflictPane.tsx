import { Check, Cloud, History, Laptop, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { useOperation } from "@/api/queries";
import { type Conflict, useResolve } from "@/api/sync";
import { Button } from "@/components/Button";
import { ErrorNotice } from "@/components/ErrorNotice";
import { TextInput } from "@/components/Field";
import { PaneHeader } from "@/components/Pane";
import { toast } from "@/components/Toast";
import { classes } from "@/lib/classes";
import { clock, dayAndClock, words } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { pathOf } from "@/lib/tables";
import { type Case, type Choice, decisionOf, isFixed, parsed, standing, textOf, typedAs } from "./cases";
import { Held, useRowName } from "./RowName";

type Edited = Extract<Case, { kind: "edited" }>;
type Entry = { operation: string | null; at: string; actor: { name: string | null } | null };

/** A record that both sides edited: each field as both had it, as it is here and there, and which of them stays. */
export function ConflictPane({ each, onDone }: { each: Edited; onDone: () => void }) {
  const { t } = useTranslation("activity");
  const name = useRowName(each.table, each.row);
  const resolve = useResolve();
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const [faulty, setFaulty] = useState<ReadonlySet<string>>(new Set());
  const { conflicts } = each;
  const free = conflicts.filter((conflict) => !isFixed(conflict));
  const choiceOf = (conflict: Conflict) => choices[conflict.id] ?? standing(conflict);
  const choose = (id: string, choice: Choice) => setChoices((before) => ({ ...before, [id]: choice }));
  const all = (side: "mine" | "theirs") => setChoices(Object.fromEntries(free.map(({ id }) => [id, side])));
  const save = () => {
    if (resolve.isPending || faulty.size > 0) return;
    const decisions = conflicts.map(
      (conflict) => [conflict.id, decisionOf(conflict, choiceOf(conflict))] as const,
    );
    resolve.mutate(
      decisions.map(([id, decision]) => [id, decision]),
      {
        onSuccess: () => {
          toast({ title: t("conflicts.decided", { title: name }) });
          onDone();
        },
      },
    );
  };
  useActions([
    {
      id: "conflict.mine",
      scope: "item",
      title: t("conflicts.allMine"),
      keys: "Shift+ArrowLeft",
      icon: Laptop,
      when: () => free.length > 0,
      run: () => all("mine"),
    },
    {
      id: "conflict.theirs",
      scope: "item",
      title: t("conflicts.allTheirs"),
      keys: "Shift+ArrowRight",
      icon: Cloud,
      when: () => free.length > 0,
      run: () => all("theirs"),
    },
    {
      id: "conflict.save",
      scope: "item",
      title: t("conflicts.save", { count: conflicts.length }),
      keys: "$mod+Enter",
      whileTyping: true,
      icon: Check,
      run: save,
    },
  ]);
  const path = pathOf(each.table, each.row);
  return (
    <>
      <PaneHeader
        wide
        actions={
          <>
            <Button
              icon={Laptop}
              keys="Shift+ArrowLeft"
              disabled={free.length === 0}
              onClick={() => all("mine")}
            >
              {t("conflicts.allMine")}
            </Button>
            <Button
              icon={Cloud}
              keys="Shift+ArrowRight"
              disabled={free.length === 0}
              onClick={() => all("theirs")}
            >
              {t("conflicts.allTheirs")}
            </Button>
            <Button
              kind="primary"
              icon={Check}
              keys="$mod+Enter"
              disabled={resolve.isPending || faulty.size > 0}
              onClick={save}
            >
              {t("conflicts.save", { count: conflicts.length })}
            </Button>
          </>
        }
      >
        <span className="block truncate text-12 text-muted first-letter:uppercase">
          {t(`tables.${each.table}`, { count: 1 })}
        </span>
      </PaneHeader>
      <div className="min-h-0 flex-1 overflow-y-auto bg-bg px-6 py-4">
        <h2 className="text-20 leading-snug font-semibold break-words">
          {path ? (
            <GoLink to={path} className="hover:text-accent">
              {name}
            </GoLink>
          ) : (
            name
          )}
        </h2>
        <p className="mb-4 text-12 text-muted">
          {t("conflicts.both", { count: conflicts.length, at: dayAndClock(each.at) })}
        </p>
        {resolve.error && (
          <div className="mb-4">
            <ErrorNotice error={resolve.error} safe={t("conflicts.safe")} />
          </div>
        )}
        <Fields
          each={each}
          choiceOf={choiceOf}
          onChoose={choose}
          onFault={(id, fault) =>
            setFaulty((before) => {
              const next = new Set(before);
              if (fault) next.add(id);
              else next.delete(id);
              return next;
            })
          }
        />
      </div>
    </>
  );
}

interface FieldsProps {
  each: Edited;
  choiceOf: (conflict: Conflict) => Choice;
  onChoose: (id: string, choice: Choice) => void;
  onFault: (id: string, fault: boolean) => void;
}

function Fields({ each, choiceOf, onChoose, onFault }: FieldsProps) {
  const { t } = useTranslation("activity");
  const history = useOperation("row_history", { table: each.table as "tickets", id: each.row, limit: 100 });
  const heads = [
    ["base", History, "text-muted"],
    ["mine", Laptop, "text-accent"],
    ["theirs", Cloud, "text-info"],
  ] as const;
  /** Who wrote that into the field last, where this desk knows. */
  const when = (conflict: Conflict, side: "mine" | "theirs"): Entry | undefined =>
    history.data?.items.find(
      ({ operation, changes }) =>
        (operation === "sync_pull") === (side === "theirs") &&
        changes.some(
          ({ field, to }) =>
            field === conflict.column && JSON.stringify(to) === JSON.stringify(conflict[side]),
        ),
    );
  return (
    <div className="overflow-hidden rounded-8 border bg-surface">
      <table className="w-full table-fixed border-collapse text-12" aria-label={t("conflicts.table")}>
        <colgroup>
          <col className="w-[116px]" />
          <col />
          <col />
          <col />
        </colgroup>
        <thead className="bg-raised">
          <tr className="border-b">
            <th scope="col" className="px-3 py-2 text-left font-normal text-muted">
              {t("conflicts.field")}
            </th>
            {heads.map(([side, Icon, tone]) => (
              <th key={side} scope="col" className="border-l px-3 py-2 text-left font-normal">
                <span className="flex items-center gap-2">
                  <Icon size={16} className={tone} aria-hidden />
                  <span className="min-w-0">
                    <span className="block font-semibold">{t(`conflicts.${side}`)}</span>
                    <span className="block truncate text-11 text-muted">{t(`conflicts.${side}Hint`)}</span>
                  </span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {each.conflicts.map((conflict) => (
            <FieldRow
              key={conflict.id}
              conflict={conflict}
              choice={choiceOf(conflict)}
              when={(side) => when(conflict, side)}
              onChoose={(choice) => onChoose(conflict.id, choice)}
              onFault={(fault) => onFault(conflict.id, fault)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FieldRowProps {
  conflict: Conflict;
  choice: Choice;
  when: (side: "mine" | "theirs") => Entry | undefined;
  onChoose: (choice: Choice) => void;
  onFault: (fault: boolean) => void;
}

function FieldRow({ conflict, choice, when, onChoose, onFault }: FieldRowProps) {
  const { t } = useTranslation("activity");
  const field = words(conflict.column ?? "");
  const as = typedAs(conflict);
  const fixed = isFixed(conflict);
  const other = typeof choice === "object";
  const [text, setText] = useState("");
  const wrong = other && parsed(text, as, conflict) === undefined;
  const type = (typed: string) => {
    setText(typed);
    const value = parsed(typed, as, conflict);
    onFault(value === undefined);
    onChoose(value ?? { value: undefined });
  };
  const side = (name: "mine" | "theirs") => {
    const on = choice === name;
    const by = when(name);
    return (
      <td
        className={classes(
          "border-l p-0 align-top",
          on && "bg-selected outline outline-1 -outline-offset-1 outline-accent",
        )}
      >
        <label className="flex items-start gap-2 px-3 py-2.5">
          <input
            type="radio"
            name={conflict.id}
            aria-label={t("conflicts.choose", { field, side: t(`conflicts.${name}`) })}
            checked={on}
            disabled={fixed}
            onChange={() => {
              onFault(false);
              onChoose(name);
            }}
            className="mt-0.5 size-4 shrink-0 appearance-none rounded-[50%] border border-control bg-surface checked:border-[5px] checked:border-accent disabled:opacity-50"
          />
          <span className="min-w-0 flex-1 font-medium break-words">
            <Held value={conflict[name]} references={conflict.references} />
            <span className="block text-11 font-normal text-muted">
              {by &&
                name === "mine" &&
                t("conflicts.by", { name: by.actor?.name ?? t("desk"), at: clock(by.at) })}
              {by && name === "theirs" && t("conflicts.taken", { at: clock(by.at) })}
              {by && standing(conflict) === name && ", "}
              {standing(conflict) === name && t("conflicts.stands")}
            </span>
          </span>
        </label>
      </td>
    );
  };
  return (
    <>
      <tr className={classes("h-[54px]", !other && "border-b last:border-b-0")}>
        <th scope="row" className="px-3 py-2.5 text-left align-top font-normal">
          <span className="block font-medium break-words">{field}</span>
          {fixed ? (
            <span className="block text-11 text-muted">{t("conflicts.fixed")}</span>
          ) : (
            !conflict.references && (
              <button
                type="button"
                aria-pressed={other}
                aria-label={t("conflicts.editField", { field })}
                onClick={() => (other ? onChoose(standing(conflict)) : type(textOf(conflict.mine, as)))}
                className="-ml-1 inline-flex h-6 items-center gap-1 rounded-4 px-1 text-11 text-muted hoverable"
              >
                <Pencil size={12} aria-hidden />
                {t("conflicts.edit")}
              </button>
            )
          )}
        </th>
        <td className="border-l px-3 py-2.5 align-top break-words text-muted">
          <Held value={conflict.base} references={conflict.references} />
        </td>
        {side("mine")}
        {side("theirs")}
      </tr>
      {other && (
        <tr className="border-b last:border-b-0">
          <td />
          <td colSpan={3} className="border-l bg-selected px-3 pb-2.5 pt-2.5">
            <TextInput
              autoFocus
              aria-label={t("conflicts.other", { field })}
              aria-invalid={wrong || undefined}
              value={text}
              onChange={(event) => type(event.target.value)}
            />
            <p
              role={wrong ? "alert" : undefined}
              className={classes("mt-1 text-11", wrong ? "text-danger" : "text-muted")}
            >
              {wrong ? t(`conflicts.typed.${as}`) : t("conflicts.otherHint")}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}
