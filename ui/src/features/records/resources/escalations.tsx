import { CircleCheck, CircleDot, Hourglass, LifeBuoy, UserCheck } from "lucide-react";
import { enums } from "@/api/generated";
import type { Tone } from "@/components/Pill";
import { PriorityIcon } from "@/components/Status";
import { words, wordsInside } from "@/lib/format";
import { newId } from "@/lib/ids";
import { EscalationActions } from "../parts/EscalationActions";
import { EscalationHead } from "../parts/EscalationHead";
import { LanesCard, WorkloadPane } from "../parts/Workload";
import { isWaiting, waitClock, waited, waitSeconds } from "../parts/wait";
import { personName, representativeName } from "../relations";
import type { Resource, Row, RowContext } from "../resource";
import { eachOf } from "./choices";

const open = ["PENDING", "ASSIGNED", "IN_PROGRESS"];

const notes = {
  PENDING: { icon: Hourglass, tone: "warning" },
  ASSIGNED: { icon: UserCheck, tone: "info" },
  IN_PROGRESS: { icon: CircleDot, tone: "accent" },
  RESOLVED: { icon: CircleCheck, tone: "success" },
} as const satisfies Record<string, { icon: typeof Hourglass; tone: Tone }>;

function view(row: Row, { now }: RowContext) {
  const status = String(row.status) as keyof typeof notes;
  const assignee = representativeName(row, "assignee");
  return {
    lead: <PriorityIcon priority={String(row.priority)} />,
    title: String(row.issueDescription),
    line: `${personName(row, "customer") ?? ""}, ${wordsInside(String(row.reason))}`,
    side: isWaiting(row) ? (
      <span className="font-semibold text-warning">{waitClock(waitSeconds(row, now))}</span>
    ) : (
      waited(row, now)
    ),
    note: { ...notes[status], text: assignee ? `${words(status)}, ${assignee}` : words(status) },
  };
}

/** Conversations handed to a person. */
export const escalations: Resource = {
  screen: "escalations",
  icon: LifeBuoy,
  list: "list_escalations",
  get: "get_escalation",
  create: "create_escalation",
  update: "update_escalation",
  remove: "delete_escalation",
  table: "escalations",
  counts: "count_escalations",
  chips: {
    field: "status",
    first: "OPEN",
    choices: [{ name: "OPEN", values: open }, ...eachOf(enums.escalation_status)],
  },
  filters: { priority: enums.escalation_priority, reason: enums.escalation_reason },
  sorts: [
    { field: "createdAt", direction: "asc" },
    { field: "createdAt", direction: "desc" },
    { field: "priority", direction: "desc" },
    { field: "updatedAt", direction: "desc" },
  ],
  tick: 1000,
  leadWidth: 16,
  row: view,
  title: (row) => personName(row, "customer") ?? String(row.id),
  details: {
    customer: "person",
    assignee: "representative",
    priority: "label",
    status: "label",
    reason: "label",
    createdAt: "instant",
    assignedAt: "instant",
    resolvedAt: "instant",
    conversationId: "id",
  },
  offers: { customerId: { role: ["CUSTOMER"] } },
  // There is no conversation to pick yet: a new escalation begins one.
  fresh: () => ({ conversationId: newId(), priority: "NORMAL", status: "PENDING", waitTime: 0 }),
  Head: EscalationHead,
  Aside: LanesCard,
  Actions: EscalationActions,
  Nothing: WorkloadPane,
};
