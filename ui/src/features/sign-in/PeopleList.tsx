import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { SignInChoice } from "@/api/generated";
import { Avatar } from "@/components/Avatar";
import { classes } from "@/lib/classes";
import { words } from "@/lib/format";

/** The id of a person's option, which the input points to. */
export const optionId = (person: SignInChoice) => `person-${person.id}`;

export interface PeopleListProps {
  id: string;
  people: readonly SignInChoice[];
  cursor: number;
  onPoint: (index: number) => void;
  onChoose: (person: SignInChoice) => void;
}

/** Those who match, the cursor on one of them. */
export function PeopleList({ id, people, cursor, onPoint, onChoose }: PeopleListProps) {
  const { t } = useTranslation("sign-in");
  // Which organization matters only in a file that holds several.
  const several = new Set(people.map(({ organization }) => organization)).size > 1;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[cursor]?.scrollIntoView({ block: "nearest" });
  }, [cursor]);

  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={t("people")}
      className="max-h-[45vh] overflow-y-auto border-t"
    >
      {people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input above has the focus and takes Enter
        <div
          key={person.id}
          id={optionId(person)}
          role="option"
          aria-selected={index === cursor}
          tabIndex={-1}
          onPointerMove={() => onPoint(index)}
          onClick={() => onChoose(person)}
          className={classes(
            "flex h-14 items-center gap-3 border-b px-4 last:border-b-0",
            index === cursor && "bg-selected shadow-[inset_2px_0_0_var(--accent)]",
          )}
        >
          <Avatar name={person.name} />
          <div className="min-w-0 flex-1">
            <p className="truncate text-13 font-medium">{person.name}</p>
            <p className="truncate text-11 text-muted">
              {several ? `${person.email} - ${person.organization}` : person.email}
            </p>
          </div>
          <span className="shrink-0 text-12 text-muted">{words(person.role)}</span>
        </div>
      ))}
    </div>
  );
}
