import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Representative, User } from "@/api/generated";
import { useSession } from "@/api/session";
import { Avatar } from "@/components/Avatar";
import { Tag } from "@/components/Chip";
import { count, dayAndClock, duration, money, words } from "@/lib/format";
import { GoLink } from "@/lib/go";
import type { Format } from "./resource";

/** A column's or relation's value as its format writes it. */
export function Value({ value, format }: { value: unknown; format: Format }): ReactNode {
  const { t } = useTranslation("records");
  const self = useSession()?.user.id;
  if (value === null || value === undefined || value === "")
    return <span className="text-muted">{t("none")}</span>;
  switch (format) {
    case "label":
      return words(String(value));
    case "money":
      return money(String(value));
    case "count":
      return count(Number(value));
    case "instant":
      return dayAndClock(String(value));
    case "yesNo":
      return value ? t("yes") : t("no");
    case "percent":
      return `${value} %`;
    case "seconds":
      return duration(Number(value));
    case "milliseconds":
      return `${count(Number(value))} ms`;
    case "id":
      return <span className="font-mono text-12">{String(value)}</span>;
    case "long":
      return <p className="text-13 font-normal whitespace-pre-wrap">{String(value)}</p>;
    case "person": {
      const { id, name, role } = value as User;
      return (
        <span className="inline-flex min-w-0 items-center gap-2">
          <Avatar name={name} self={id === self} />
          {role === "CUSTOMER" ? (
            <GoLink to={`/customers/${id}`} className="truncate hover:text-accent">
              {name}
            </GoLink>
          ) : (
            <span className="truncate">{name}</span>
          )}
        </span>
      );
    }
    case "representative": {
      const { id, user } = value as Representative;
      return (
        <span className="inline-flex min-w-0 items-center gap-2">
          <Avatar name={user?.name} self={user?.id === self} />
          <GoLink to={`/representatives/${id}`} className="truncate hover:text-accent">
            {user?.name ?? id}
          </GoLink>
        </span>
      );
    }
    case "strings":
      return (
        <span className="flex flex-wrap gap-1.5">
          {(value as unknown[]).map((each) => (
            <Tag key={String(each)}>{String(each)}</Tag>
          ))}
        </span>
      );
    case "json":
      return <Json value={value} />;
    default:
      return String(value);
  }
}

/** Free JSON: an object of plain values as lines, anything else as it is written. */
function Json({ value }: { value: unknown }) {
  const plain =
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each !== "object");
  if (plain) {
    const entries = Object.entries(value as object);
    if (entries.length === 0) return <span className="text-muted">{"{}"}</span>;
    return (
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 font-mono text-12">
        {entries.map(([name, each]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{String(each)}</dd>
          </div>
        ))}
      </dl>
    );
  }
  return (
    <pre className="overflow-x-auto font-mono text-12 font-normal">{JSON.stringify(value, null, 2)}</pre>
  );
}
