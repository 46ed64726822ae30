import type { RecordScreen, Resource } from "../resource";
import { agents } from "./agents";
import { budgets } from "./budgets";
import { escalations } from "./escalations";
import { refunds } from "./refunds";
import { representatives } from "./representatives";
import { rules } from "./rules";
import { users } from "./users";

/** The declaration of each screen's resource. */
export const resources: Record<RecordScreen, Resource> = {
  escalations,
  refunds,
  budgets,
  representatives,
  users,
  agents,
  rules,
};
