import { Workflow } from "lucide-react";
import { enums } from "@/api/generated";
import { age, words } from "@/lib/format";
import { EnabledSwitch } from "../parts/EnabledSwitch";
import { RuleHead } from "../parts/RuleHead";
import type { Resource } from "../resource";

/** Rules that decide: the first that matches wins. */
export const rules: Resource = {
  screen: "rules",
  icon: Workflow,
  list: "list_decision_rules",
  get: "get_decision_rule",
  create: "create_decision_rule",
  update: "update_decision_rule",
  remove: "delete_decision_rule",
  table: "decision_rules",
  chips: {
    field: "enabled",
    choices: [
      { name: "on", values: ["true"] },
      { name: "off", values: ["false"] },
    ],
  },
  filters: { action: enums.decision_rule_action },
  sorts: [
    { field: "priority", direction: "asc" },
    { field: "name", direction: "asc" },
    { field: "lastTriggeredAt", direction: "desc" },
    { field: "updatedAt", direction: "desc" },
  ],
  leadWidth: 24,
  row: (row, { t, now }) => ({
    lead: <span className="text-13 text-muted">{String(row.priority)}</span>,
    title: String(row.name),
    line: words(String(row.action)),
    side: row.lastTriggeredAt ? t("rule.last", { age: age(String(row.lastTriggeredAt), now) }) : undefined,
    note: row.enabled ? { text: t("chips.on"), tone: "success" } : { text: t("chips.off"), tone: "neutral" },
    off: row.enabled === false,
  }),
  title: (row) => String(row.name),
  details: {
    priority: "count",
    action: "label",
    enabled: "yesNo",
    lastTriggeredAt: "instant",
    createdAt: "instant",
    updatedAt: "instant",
    description: "long",
    actionParams: "json",
  },
  Head: RuleHead,
  Actions: (props) => <EnabledSwitch {...props} resource={rules} />,
};
