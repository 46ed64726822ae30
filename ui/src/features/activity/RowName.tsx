import { useTranslation } from "react-i18next";
import { useOperation } from "@/api/queries";
import { Tag } from "@/components/Chip";
import { written } from "@/lib/format";

/** What a row is called, in a few words; what kind of row it is until that is known. */
export function useRowName(table: string, id: string): string {
  const { t } = useTranslation("activity");
  const found = useOperation("row_label", { table: table as "tickets", id }, { keepPrevious: false });
  return found.data?.label || t(`tables.${table}`, { count: 1 });
}

/** A row's name as text. */
export function RowName({ table, id }: { table: string; id: string }) {
  return useRowName(table, id);
}

/** A column's value as people read it: a row it refers to by name. */
export function Held({ value, references }: { value: unknown; references?: string | null | undefined }) {
  const { t } = useTranslation("activity");
  if (references && typeof value === "string") return <RowName table={references} id={value} />;
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string"))
    return (
      <span className="flex flex-wrap gap-1">
        {value.map((each) => (
          <Tag key={each}>{each}</Tag>
        ))}
      </span>
    );
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  const text = written(value, t("none"));
  return <span className={text === t("none") ? "text-muted" : "whitespace-pre-wrap"}>{text}</span>;
}
