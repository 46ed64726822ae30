import { emitChanged, type Handlers } from "@/api/mock";
import { moneyAnswers } from "./sampleMoney";
import { timeAnswers } from "./sampleTime";
import { workHandlers, workRows } from "./work";

/**
 * A small desk in memory that answers every read the screens make, with names and numbers of its own:
 * for tests that look at whole screens. Lists filter and sort as the real ones do.
 */
export type Row = Record<string, unknown> & { id: string };

const DAY = 86_400_000;
export const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
/** A readable id that is a valid UUID: a table's number and a row's. */
export const id = (table: number, row: number) =>
  `${String(table).padStart(8, "0")}-0000-4000-8000-${String(row).padStart(12, "0")}`;
const at = (days: number) => ({ organizationId: id(1, 1), createdAt: ago(days), updatedAt: ago(days) });

/** A row to open on each screen that has rows. */
export const sampleIds: Record<string, string> = {
  queue: id(5, 1),
  escalations: id(6, 1),
  customers: id(2, 4),
  refunds: id(7, 1),
  budgets: id(8, 1),
  rules: id(11, 1),
  agents: id(10, 1),
  representatives: id(3, 1),
  users: id(2, 4),
  activity: "41",
};

const people = [
  ["Admin User", "ADMIN"],
  ["Alex Rivera", "REPRESENTATIVE"],
  ["Jordan Smith", "REPRESENTATIVE"],
  ["Sarah Chen", "REPRESENTATIVE"],
  ["John Doe", "CUSTOMER"],
  ["Jane Smith", "CUSTOMER"],
  ["Robert Johnson", "CUSTOMER"],
  ["Maria Gonzalez", "CUSTOMER"],
  ["Priya Patel", "CUSTOMER"],
] as const;

function rows(): Record<string, Row[]> {
  const users = people.map(([name, role], n) => ({
    id: id(2, n),
    ...at(90 - n),
    name,
    role,
    email: `${name.toLowerCase().replace(" ", ".")}@example.com`,
  }));
  const representative = (n: number, role: string, status: string, activeChats: number, rating: string) => ({
    id: id(3, n),
    ...at(80),
    userId: id(2, n),
    user: users[n],
    role,
    status,
    activeChats,
    maxChats: 10,
    rating,
    lastActiveAt: ago(0.02),
  });
  const representatives = [
    representative(1, "TEAM_LEAD", "ONLINE", 7, "4.90"),
    representative(2, "SENIOR_SUPPORT", "ONLINE", 10, "4.80"),
    representative(3, "SENIOR_SUPPORT", "AWAY", 4, "4.70"),
  ];
  const profile = (n: number, tier: string, standing: string, lifetimeValue: string, tokens: number) => ({
    id: id(4, n),
    ...at(70 + n),
    userId: id(2, n),
    user: users[n],
    tier,
    standing,
    lifetimeValue,
    joinedAt: ago(400),
    lastBillingDate: ago(12),
    nextBillingDate: ago(-18),
    billingCycle: "MONTHLY",
    billingAmount: "299.00",
    tokenBalance: tokens,
    tokenLimit: 10_000,
    activeSites: 3,
    sitesLimit: 10,
    context: { browser: "Chrome 122", os: "macOS 14.3", location: "New York, USA" },
    preferences: { channel: "email" },
    metadata: {},
  });
  const ticket = (
    n: number,
    days: number,
    customer: number,
    subject: string,
    status: string,
    priority: string,
    assignee?: number,
  ) => ({
    id: id(5, n),
    ...at(days),
    ticketNumber: `TICKET-${1000 + n}`,
    conversationId: id(12, n),
    customerId: id(2, customer),
    customer: users[customer],
    assignedTo: assignee ? id(3, assignee) : null,
    assignee: assignee ? representatives[assignee - 1] : null,
    subject,
    description: `${subject}. It began this week.`,
    status,
    priority,
    category: "TECHNICAL_ISSUE",
    tags: ["sso"],
    aiHandled: false,
    sentiment: "-0.42",
    estimatedResolutionTime: 7200,
    actualResolutionTime: null,
    customerSatisfactionScore: null,
    internalNotes: null,
    resolvedAt: null,
    closedAt: null,
  });
  const escalation = (n: number, minutes: number, customer: number, issue: string, reason: string) => ({
    id: id(6, n),
    ...at(minutes / 1440),
    conversationId: id(12, n),
    customerId: id(2, customer),
    customer: users[customer],
    assignedTo: null,
    assignee: null,
    priority: n === 1 ? "URGENT" : "HIGH",
    status: "PENDING",
    reason,
    issueDescription: issue,
    waitTime: 0,
    notes: null,
    aiSummary: null,
    assignedAt: null,
    resolvedAt: null,
  });
  const refund = (
    n: number,
    days: number,
    customer: number,
    amount: string,
    reason: string,
    status: string,
  ) => ({
    id: id(7, n),
    ...at(days),
    orderId: `${48_000 + n}`,
    customerId: id(2, customer),
    customer: users[customer],
    amount,
    reason,
    status,
    notes: null,
    approvedBy: status === "PENDING" ? null : id(3, 1),
    approver: status === "PENDING" ? null : representatives[0],
    processedAt: status === "PENDING" ? null : ago(days - 0.1),
  });
  const records = [9.5, 8, 7.2, 5, 4.1, 2.6, 1.2, 0.3].map((days, n) => ({
    id: id(9, n),
    budgetId: id(8, 1),
    amount: `${300 + 40 * n}.00`,
    refundId: null,
    reason: "BILLING_ERROR",
    approvedBy: id(3, 1),
    createdAt: ago(days),
  }));
  return {
    users,
    representatives,
    customer_profiles: [
      profile(4, "ENTERPRISE", "GOOD", "5000.00", 8450),
      profile(5, "PRO", "WARNING", "1200.00", 3200),
      profile(6, "FREE", "GOOD", "0.00", 1000),
      profile(7, "STARTER", "SUSPENDED", "310.50", 9900),
    ],
    tickets: [
      ticket(1, 0.1, 4, "SSO integration failure with Okta", "IN_PROGRESS", "URGENT", 1),
      ticket(2, 0.13, 5, "Billing discrepancy for Pro plan renewal", "OPEN", "HIGH", 1),
      ticket(3, 0.2, 7, "Webhook deliveries stopped after 02:10", "OPEN", "URGENT"),
      ticket(4, 0.25, 8, "Invoice shows two seats too many", "WAITING", "NORMAL", 1),
      ticket(5, 0.3, 6, "How to export a project?", "RESOLVED", "LOW", 3),
      ticket(6, 2, 4, "Custom font is not applied in preview", "OPEN", "LOW"),
    ],
    escalations: [
      escalation(1, 31.1, 4, "Locked out: 140 people, SSO down", "TECHNICAL_ISSUE"),
      escalation(2, 12.7, 5, "Charged twice, asks for a manager", "BILLING_DISPUTE"),
      escalation(3, 190, 7, "Third outage this quarter", "NEGATIVE_SENTIMENT"),
    ],
    refunds: [
      refund(1, 0.03, 4, "120.00", "SERVICE_DOWNTIME", "PENDING"),
      refund(2, 0.05, 8, "85.00", "BILLING_ERROR", "PENDING"),
      refund(3, 0.1, 7, "620.00", "SERVICE_DOWNTIME", "PENDING"),
      refund(4, 3, 4, "50.00", "AI_BUG", "APPROVED"),
    ],
    budgets: [
      {
        id: id(8, 1),
        ...at(12),
        type: "REFUND",
        period: "MONTHLY",
        limit: "10000.00",
        spent: "4200.00",
        remaining: "5800.00",
        alertThresholds: [{ percentage: 80, enabled: true }],
        autoAlertsEnabled: true,
        refundLimitPerUser: "500.00",
        periodStart: ago(11.4),
        periodEnd: ago(-18.6),
        usageRecords: records,
      },
    ],
    agents: [
      {
        id: id(10, 1),
        ...at(60),
        name: "Sentiment Analysis Agent",
        type: "SENTIMENT_ANALYSIS",
        description: "Reads how a message sounds.",
        enabled: true,
        status: "ACTIVE",
        assertions: 256,
        accuracy: "91.50",
        avgLatency: 500,
        dataSources: ["Message Content"],
        thresholds: { confidence: 0.8 },
        metadata: null,
        lastRunAt: null,
      },
    ],
    decision_rules: [
      {
        id: id(11, 1),
        ...at(60),
        name: "Refund Auto-Approval",
        description: "Small refunds of good customers.",
        enabled: true,
        priority: 3,
        conditions: [{ field: "refund_amount", operator: "lt", value: 50 }],
        action: "AUTO_APPROVE_REFUND",
        actionParams: null,
        lastTriggeredAt: null,
      },
    ],
    ...workRows(users),
    performance_metrics: [],
    team_performance: [],
  };
}

function passes(row: Row, [field, wanted]: [string, unknown]): boolean {
  const value = row[field];
  if (Array.isArray(wanted)) return wanted.includes(value);
  if (typeof wanted !== "object" || wanted === null) return value === wanted;
  const text = String(value).toLowerCase();
  return Object.entries(wanted).every(([test, bound]) => {
    const edge = String(bound).toLowerCase();
    if (test === "startsWith") return text.startsWith(edge);
    if (value === null) return false;
    return test === "gte"
      ? text >= edge
      : test === "lt"
        ? text < edge
        : test === "gt"
          ? text > edge
          : text <= edge;
  });
}

export interface ListInput {
  limit?: number;
  filter?: Record<string, unknown>;
  sort?: { field: string; direction: "asc" | "desc" };
}

export function select(from: Row[], { limit = 50, filter = {}, sort }: ListInput) {
  const { field, direction } = sort ?? { field: "createdAt", direction: "desc" };
  const turn = direction === "desc" ? -1 : 1;
  const found = from
    .filter((row) => Object.entries(filter).every((test) => passes(row, test)))
    .sort((left, right) => turn * String(left[field]).localeCompare(String(right[field])));
  return { items: found.slice(0, limit), nextCursor: null };
}

/** Something that was done, and can be undone and done again. */
export interface Done {
  operation: string;
  table: string;
  back: () => void;
  forth: () => void;
}

export const missing = { code: "NOT_FOUND", message: "There is no such row." };

/** Thirty days of figures, today last. */
function days() {
  return Array.from({ length: 30 }, (_, n) => ({
    day: ago(29 - n).slice(0, 10),
    created: 8 + ((n * 7) % 9),
    resolved: 6 + ((n * 5) % 7),
    aiResolved: 2 + ((n * 3) % 5),
    satisfaction: n % 4 === 0 ? null : (4 + ((n * 13) % 10) / 10).toFixed(1),
  }));
}

/** Handlers of the sample desk; writes change its rows and say so. */
export function sampleDesk(): Handlers {
  const all = rows();
  const first = (table: string) => all[table]?.[0] as Row;
  const counts = (table: string) => () => {
    const byStatus: Record<string, number> = {};
    for (const { status } of all[table] ?? []) byStatus[String(status)] = (byStatus[String(status)] ?? 0) + 1;
    return { byStatus, total: all[table]?.length ?? 0 };
  };
  const done: Done[] = [];
  const undone: Done[] = [];
  /** Takes the newest of one stack to the other. */
  const reverse = (from: Done[], to: Done[], way: "back" | "forth") => () => {
    const last = from.pop();
    if (!last) return Promise.reject({ code: "STALE", message: "Nothing is left." });
    last[way]();
    to.push(last);
    void emitChanged(last.table);
    return { group: 1, operation: last.operation, at: ago(0), changed: 1, skipped: [] };
  };
  const handlers: Record<string, (input: never) => unknown> = {
    undo: reverse(done, undone, "back"),
    redo: reverse(undone, done, "forth"),
    count_tickets: counts("tickets"),
    count_refunds: counts("refunds"),
    count_escalations: counts("escalations"),
    session: () => ({
      user: all.users?.[1],
      organization: {
        id: id(1, 1),
        ...at(100),
        name: "Acme Corp",
        slug: "acme-corp",
        plan: "PROFESSIONAL",
        status: "ACTIVE",
        settings: { maxRefundPerUser: 500, businessHours: { timezone: "America/New_York" } },
        metadata: null,
        trialEndsAt: null,
        suspendedAt: null,
      },
      role: "TEAM_LEAD",
      representative: first("representatives"),
    }),
    today: () => ({
      days: days(),
      budgets: all.budgets,
      mine: { OPEN: 1, IN_PROGRESS: 1, WAITING: 1 },
      late: 1,
      since: "2026-01-05T17:42:00.000000Z",
      overnight: 12,
    }),
    row_history: ({ table }: { table: string }) => ({
      items: [
        {
          seq: 2,
          at: ago(0.2),
          operation: "update",
          actor: { id: id(2, 1), name: "Alex Rivera" },
          kind: "update",
          effect: false,
          changes:
            table === "customer_profiles"
              ? [{ field: "tier", from: "PRO", to: "ENTERPRISE" }]
              : [{ field: "status", from: "OPEN", to: "IN_PROGRESS" }],
        },
        { seq: 1, at: ago(9), operation: "create", actor: null, kind: "insert", effect: false, changes: [] },
      ],
      nextCursor: null,
    }),
    get_representative_performance: () => ({ ...first("representatives"), teamPerformance: [] }),
    get_organization: () => (handlers.session as () => { organization: unknown })().organization,
    health: () => ({ status: "ok", version: "0.1.0", schemaVersion: 1, integrity: "ok" }),
    list_sign_ins: () => ({
      items: all.users
        ?.filter((user) => user.role !== "CUSTOMER")
        .map((user) => ({ ...user, role: "TEAM_LEAD", organization: "Acme Corp" })),
    }),
  };
  Object.assign(handlers, workHandlers(all, done));
  for (const [table, held] of Object.entries(all)) {
    const one = table.replace(/s$/, "");
    const find = (wanted: string) => held.find((row) => row.id === wanted);
    handlers[`list_${table}`] = (input: ListInput) => select(held, input);
    handlers[`get_${one}`] = ({ id: wanted }: Row) => find(wanted) ?? Promise.reject(missing);
    handlers[`update_${one}`] = ({ id: wanted, ...changes }: Row) => {
      const row = find(wanted);
      if (!row) return Promise.reject(missing);
      const { requestId: _, expectedUpdatedAt: __, ...columns } = changes;
      const before = { ...row };
      Object.assign(row, columns, { updatedAt: new Date().toISOString() });
      done.push({
        operation: `update_${one}`,
        table,
        back: () => Object.assign(row, before),
        forth: () => Object.assign(row, columns),
      });
      void emitChanged(table);
      return { ...row };
    };
    handlers[`create_${one}`] = ({ requestId: _, ...columns }: Record<string, unknown>) => {
      const row: Row = { ...first(table), ...columns, id: id(99, held.length), ...at(0) };
      const user = all.users?.find((each) => each.id === row.userId);
      if (user) row.user = user;
      held.push(row);
      void emitChanged(table);
      return row;
    };
  }
  return { ...handlers, ...moneyAnswers(all), ...timeAnswers(all, handlers) } as Handlers;
}
