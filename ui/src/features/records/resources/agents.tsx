import { Bot, CircleCheck, CirclePause, CircleX } from "lucide-react";
import { enums } from "@/api/generated";
import { count, words } from "@/lib/format";
import { EnabledSwitch } from "../parts/EnabledSwitch";
import type { Resource } from "../resource";
import { eachOf, yesOrNo } from "./choices";

const states = {
  ACTIVE: { icon: CircleCheck, tone: "success" },
  PAUSED: { icon: CirclePause, tone: "warning" },
  DISABLED: { icon: CircleX, tone: "neutral" },
} as const;

/** Agents and how they are set up. */
export const agents: Resource = {
  screen: "agents",
  icon: Bot,
  list: "list_agents",
  get: "get_agent",
  create: "create_agent",
  update: "update_agent",
  remove: "delete_agent",
  table: "agent_configurations",
  chips: { field: "status", choices: eachOf(enums.agent_status) },
  filters: { type: enums.agent_type, enabled: yesOrNo },
  sorts: [
    { field: "createdAt", direction: "desc" },
    { field: "name", direction: "asc" },
    { field: "accuracy", direction: "desc" },
    { field: "status", direction: "asc" },
  ],
  leadWidth: 16,
  row: (row, { t }) => ({
    lead: <Bot size={16} className="text-muted" aria-hidden />,
    title: String(row.name),
    line: t("agent.accuracy", { accuracy: row.accuracy }),
    side: `${count(Number(row.avgLatency))} ms`,
    note: { ...states[String(row.status) as keyof typeof states], text: words(String(row.status)) },
    off: row.enabled === false,
  }),
  title: (row) => String(row.name),
  details: {
    type: "label",
    status: "label",
    enabled: "yesNo",
    accuracy: "percent",
    avgLatency: "milliseconds",
    assertions: "count",
    lastRunAt: "instant",
    createdAt: "instant",
    description: "long",
    dataSources: "strings",
    thresholds: "json",
    metadata: "json",
  },
  Actions: (props) => <EnabledSwitch {...props} resource={agents} />,
};
