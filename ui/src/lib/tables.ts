import {
  Banknote,
  BarChart3,
  BookUser,
  Bot,
  Building2,
  CircleUserRound,
  Clock3,
  Inbox,
  LifeBuoy,
  Link2,
  ListFilter,
  type LucideIcon,
  MessageSquare,
  Receipt,
  UserCog,
  Wallet,
  Workflow,
} from "lucide-react";
import type { Path } from "./go";

interface TableSigns {
  icon: LucideIcon;
  /** The screen its rows open on. */
  screen?: Path;
}

const signs = {
  tickets: { icon: Inbox, screen: "/queue" },
  messages: { icon: MessageSquare },
  ticket_work: { icon: Clock3 },
  escalations: { icon: LifeBuoy, screen: "/escalations" },
  refunds: { icon: Banknote, screen: "/refunds" },
  refund_origins: { icon: Link2 },
  budgets: { icon: Wallet, screen: "/budgets" },
  budget_usage_records: { icon: Receipt },
  budget_alerts: { icon: Wallet },
  users: { icon: BookUser, screen: "/users" },
  customer_profiles: { icon: CircleUserRound },
  representatives: { icon: UserCog, screen: "/representatives" },
  agent_configurations: { icon: Bot, screen: "/agents" },
  decision_rules: { icon: Workflow, screen: "/rules" },
  saved_views: { icon: ListFilter },
  performance_metrics: { icon: BarChart3 },
  team_performance: { icon: BarChart3 },
  organizations: { icon: Building2, screen: "/settings" },
} satisfies Record<string, TableSigns>;

/** A table that changes are recorded of. */
export type TableName = keyof typeof signs;
/** All of them. */
export const tableNames = Object.keys(signs) as TableName[];
/** How each is shown; one that is not known yet, as nothing. */
export const tables: Readonly<Record<string, TableSigns | undefined>> = signs;

/** Where a row can be looked at, if anywhere. */
export function pathOf(table: string, id: string): Path | undefined {
  const screen = tables[table]?.screen;
  return screen && screen !== "/settings" ? `${screen}/${id}` : screen;
}
