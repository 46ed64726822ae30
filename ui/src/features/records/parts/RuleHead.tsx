import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Pill } from "@/components/Pill";
import { words } from "@/lib/format";
import { conditionText } from "../form/values";
import type { Row } from "../resource";

interface Condition {
  field: string;
  operator: string;
  value: unknown;
}

/** What must hold for a rule to apply, and what it then does. */
export function RuleHead({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const conditions = (Array.isArray(row.conditions) ? row.conditions : []) as Condition[];
  return (
    <Card title={t("rule.when")} aside={t("rule.place", { priority: row.priority })}>
      <ul className="flex flex-col gap-2">
        {conditions.map(({ field, operator, value }) => (
          <li
            key={`${field} ${operator}`}
            className="grid grid-cols-[minmax(0,200px)_128px_minmax(0,1fr)] items-center gap-2"
          >
            <span className="truncate font-mono text-12">{field}</span>
            <span className="text-12 text-muted">{t(`operators.${operator}`)}</span>
            <span className="truncate font-mono text-12">{conditionText(value)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-4 flex items-center gap-2 border-t pt-3 text-12 text-muted">
        <ArrowRight size={14} aria-hidden />
        {t("rule.then")}
        <Pill tone="accent">{words(String(row.action))}</Pill>
      </p>
    </Card>
  );
}
