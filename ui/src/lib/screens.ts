import {
  Banknote,
  BarChart3,
  BookUser,
  Bot,
  History,
  Inbox,
  LifeBuoy,
  type LucideIcon,
  Settings,
  Sun,
  UserCog,
  Users,
  Wallet,
  Workflow,
} from "lucide-react";

/** One screen: where it lives, how it is reached and which navigation entry it belongs to. */
export interface Screen {
  /** Name, and the key of its title in the `shell` texts: `screens.<name>`. */
  name: string;
  path: `/${string}`;
  /** Sequence that goes there. */
  keys: string;
  icon: LucideIcon;
  /** Screens of one group share a navigation entry and show each other as tabs; the first leads. */
  group: string;
}

/** Every screen behind the sign-in, in the navigation's order. */
export const screens = [
  { name: "today", path: "/today", keys: "g d", icon: Sun, group: "today" },
  { name: "queue", path: "/queue", keys: "g q", icon: Inbox, group: "queue" },
  { name: "escalations", path: "/escalations", keys: "g e", icon: LifeBuoy, group: "escalations" },
  { name: "customers", path: "/customers", keys: "g c", icon: Users, group: "customers" },
  { name: "refunds", path: "/refunds", keys: "g r", icon: Banknote, group: "refunds" },
  { name: "budgets", path: "/budgets", keys: "g b", icon: Wallet, group: "refunds" },
  { name: "rules", path: "/rules", keys: "g u", icon: Workflow, group: "rules" },
  { name: "agents", path: "/agents", keys: "g i", icon: Bot, group: "rules" },
  { name: "reports", path: "/reports", keys: "g a", icon: BarChart3, group: "reports" },
  { name: "activity", path: "/activity", keys: "g s", icon: History, group: "activity" },
  { name: "settings", path: "/settings", keys: "g ,", icon: Settings, group: "settings" },
  { name: "representatives", path: "/representatives", keys: "g t", icon: UserCog, group: "settings" },
  { name: "users", path: "/users", keys: "g p", icon: BookUser, group: "settings" },
] as const satisfies Screen[];

/** The screens that lead their group: the navigation's entries. */
export const leads: Screen[] = screens.filter(
  (screen, index) => screens.findIndex((other) => other.group === screen.group) === index,
);

/** The screen a path belongs to. */
export function screenAt(path: string): Screen | undefined {
  return screens.find((screen) => path === screen.path || path.startsWith(`${screen.path}/`));
}
