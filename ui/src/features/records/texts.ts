import { useTranslation } from "react-i18next";
import { words } from "@/lib/format";

/** The name of a column or relation for people. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation("records");
  return (field) => t(`fields.${field}`, { defaultValue: words(field) });
}
