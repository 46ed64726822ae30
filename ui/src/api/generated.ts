// Made from the operations list by crates/domain/tests/client.rs; not to be edited by hand.

export type AccountStanding = "GOOD" | "WARNING" | "SUSPENDED" | "CLOSED";
export type AccountTier = "FREE" | "STARTER" | "PRO" | "ENTERPRISE";
export type AgentStatus = "ACTIVE" | "PAUSED" | "DISABLED";
export type AgentType = "RESPONSE_RECOMMENDATION" | "CUSTOMER_SPEND" | "SENTIMENT_ANALYSIS" | "ESCALATION_PREDICTOR" | "CUSTOM";
export type BillingCycle = "MONTHLY" | "QUARTERLY" | "YEARLY";
export type BudgetPeriod = "DAILY" | "WEEKLY" | "MONTHLY" | "QUARTERLY" | "YEARLY";
export type BudgetType = "REFUND" | "COMPENSATION" | "DISCOUNT" | "CREDIT";
export type DecisionRuleAction = "AUTO_RESOLVE" | "ESCALATE_TO_HUMAN" | "REQUEST_MORE_INFO" | "ROUTE_TO_SENIOR" | "AUTO_APPROVE_REFUND" | "DENY_REFUND" | "CUSTOM";
export type EscalationPriority = "LOW" | "NORMAL" | "HIGH" | "URGENT" | "CRITICAL";
export type EscalationReason = "AI_UNABLE_TO_RESOLVE" | "CUSTOMER_REQUEST" | "NEGATIVE_SENTIMENT" | "TECHNICAL_ISSUE" | "BILLING_DISPUTE" | "HIGH_VALUE_CUSTOMER" | "OTHER";
export type EscalationStatus = "PENDING" | "ASSIGNED" | "IN_PROGRESS" | "RESOLVED";
export type MessageVisibility = "PUBLIC" | "INTERNAL";
export type MetricPeriod = "HOUR" | "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";
export type OrganizationPlan = "FREE" | "STARTER" | "PROFESSIONAL" | "ENTERPRISE";
export type OrganizationStatus = "ACTIVE" | "SUSPENDED" | "TRIAL" | "CANCELLED";
export type PerformanceTrend = "UP" | "DOWN" | "STABLE";
export type RefundReason = "AI_BUG" | "SERVICE_DOWNTIME" | "UX_ISSUE" | "BILLING_ERROR" | "CUSTOMER_REQUEST" | "OTHER";
export type RefundStatus = "PENDING" | "APPROVED" | "REJECTED" | "COMPLETED";
export type RepresentativeRole = "JUNIOR_SUPPORT" | "SENIOR_SUPPORT" | "TEAM_LEAD" | "ADMIN";
export type RepresentativeStatus = "ONLINE" | "AWAY" | "OFFLINE";
export type TicketCategory = "TECHNICAL_ISSUE" | "BILLING_PAYMENT" | "ACCOUNT_MANAGEMENT" | "FEATURE_REQUEST" | "BUG_REPORT" | "OTHER";
export type TicketPriority = "LOW" | "NORMAL" | "HIGH" | "URGENT";
export type TicketStatus = "OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED";
export type UserRole = "CUSTOMER" | "REPRESENTATIVE" | "ADMIN";

/** An organization: the tenant that owns every other row. */
export interface Organization {
  id: string;
  name: string;
  /** The short name in addresses, unique on the whole hub. */
  slug: string;
  plan: OrganizationPlan;
  status: OrganizationStatus;
  /** autoEscalationEnabled, aiResolutionEnabled, refundAutoApprovalEnabled, maxRefundPerUser, businessHours {timezone, days, startTime, endTime}, sla {URGENT|HIGH|NORMAL|LOW: {response, resolution}} in business minutes. */
  settings: Record<string, unknown>;
  metadata: Record<string, unknown> | null;
  createdAt: string;
  updatedAt: string;
  trialEndsAt: string | null;
  suspendedAt: string | null;
}

/** A person: a customer, or someone who works here. */
export interface User {
  id: string;
  organizationId: string;
  email: string;
  name: string;
  role: UserRole;
  createdAt: string;
  updatedAt: string;
}

/** The working side of a user: role, availability and load. */
export interface Representative {
  id: string;
  organizationId: string;
  userId: string;
  role: RepresentativeRole;
  status: RepresentativeStatus;
  /** Open conversations, moved by one with each assignment and its end, never recounted. */
  activeChats: number;
  maxChats: number;
  /** 0.00 to 5.00. */
  rating: string;
  createdAt: string;
  updatedAt: string;
  lastActiveAt: string | null;
  teamPerformance?: TeamPerformance[];
  user?: User;
}

/** What is known of a customer: tier, standing, billing and usage. */
export interface CustomerProfile {
  id: string;
  organizationId: string;
  userId: string;
  tier: AccountTier;
  standing: AccountStanding;
  joinedAt: string;
  lifetimeValue: string;
  lastBillingDate: string | null;
  nextBillingDate: string | null;
  billingCycle: BillingCycle | null;
  billingAmount: string | null;
  tokenBalance: number;
  tokenLimit: number;
  activeSites: number;
  sitesLimit: number;
  /** What the customer works with: browser, os, location. */
  context: Record<string, unknown> | null;
  preferences: Record<string, unknown> | null;
  metadata: Record<string, unknown> | null;
  createdAt: string;
  updatedAt: string;
  user?: User;
}

/** A customer's request, from opening to closing. */
export interface Ticket {
  id: string;
  organizationId: string;
  ticketNumber: string;
  /** Ties the ticket to its messages, escalations and refunds; not a foreign key. */
  conversationId: string | null;
  customerId: string;
  assignedTo: string | null;
  subject: string;
  description: string;
  status: TicketStatus;
  priority: TicketPriority;
  category: TicketCategory;
  /** An array of strings. */
  tags: string[] | null;
  aiHandled: boolean;
  /** -1.00 (angry) to 1.00 (happy). */
  sentiment: string | null;
  /** Seconds. */
  estimatedResolutionTime: number | null;
  /** Seconds from opening to resolving. */
  actualResolutionTime: number | null;
  /** 1.0 to 5.0. */
  customerSatisfactionScore: string | null;
  internalNotes: string | null;
  createdAt: string;
  updatedAt: string;
  resolvedAt: string | null;
  closedAt: string | null;
  assignee?: Representative | null;
  customer?: User;
  work?: TicketWork | null;
}

/** A conversation handed to a person. */
export interface Escalation {
  id: string;
  organizationId: string;
  /** The conversation that was escalated; not a foreign key. */
  conversationId: string;
  customerId: string;
  assignedTo: string | null;
  priority: EscalationPriority;
  status: EscalationStatus;
  reason: EscalationReason;
  issueDescription: string;
  /** Seconds from creation to assignment. */
  waitTime: number;
  notes: string | null;
  aiSummary: string | null;
  createdAt: string;
  updatedAt: string;
  assignedAt: string | null;
  resolvedAt: string | null;
  assignee?: Representative | null;
  customer?: User;
}

/** Money asked back, and what was decided. */
export interface Refund {
  id: string;
  organizationId: string;
  orderId: string;
  customerId: string;
  amount: string;
  reason: RefundReason;
  status: RefundStatus;
  notes: string | null;
  /** The representative who decided. */
  approvedBy: string | null;
  createdAt: string;
  updatedAt: string;
  processedAt: string | null;
  approver?: Representative | null;
  customer?: User;
}

/** What may be spent in a period, and what has been. */
export interface Budget {
  id: string;
  organizationId: string;
  type: BudgetType;
  period: BudgetPeriod;
  limit: string;
  spent: string;
  /** Always limit - spent. */
  remaining: string;
  /** [{percentage 0-100, enabled}]. */
  alertThresholds: { percentage: number; enabled: boolean }[];
  autoAlertsEnabled: boolean;
  /** The most that one customer may be refunded from this budget. */
  refundLimitPerUser: string | null;
  periodStart: string;
  periodEnd: string;
  createdAt: string;
  updatedAt: string;
  usageRecords?: BudgetUsageRecord[];
}

/** One spending from a budget. Its organization is its budget's. */
export interface BudgetUsageRecord {
  id: string;
  budgetId: string;
  amount: string;
  refundId: string | null;
  reason: string | null;
  approvedBy: string | null;
  createdAt: string;
}

/** An AI agent and how it is set up. */
export interface AgentConfiguration {
  id: string;
  organizationId: string;
  name: string;
  type: AgentType;
  description: string;
  enabled: boolean;
  status: AgentStatus;
  assertions: number;
  /** Percent. */
  accuracy: string;
  /** Milliseconds. */
  avgLatency: number;
  /** An array of strings. */
  dataSources: string[];
  thresholds: Record<string, unknown>;
  metadata: Record<string, unknown> | null;
  createdAt: string;
  updatedAt: string;
  lastRunAt: string | null;
}

/** A rule: when all conditions hold, the action is taken. */
export interface DecisionRule {
  id: string;
  organizationId: string;
  name: string;
  description: string;
  enabled: boolean;
  /** Lower comes first. */
  priority: number;
  /** [{field, operator eq ne gt gte lt lte in nin contains, value}]; all must hold. */
  conditions: { field: string; operator: string; value: unknown }[];
  action: DecisionRuleAction;
  actionParams: Record<string, unknown> | null;
  createdAt: string;
  updatedAt: string;
  lastTriggeredAt: string | null;
}

/** The organization's figures over one period. */
export interface PerformanceMetric {
  id: string;
  organizationId: string;
  period: MetricPeriod;
  periodStart: string;
  periodEnd: string;
  totalChats: number;
  activeChats: number;
  /** Seconds. */
  avgResponseTime: number;
  /** Percent. */
  firstContactResolution: string;
  customerSatisfaction: string;
  /** Percent. */
  escalationRate: string;
  /** Percent. */
  aiResolutionRate: string;
  ticketsResolved: number;
  createdAt: string;
}

/** One representative's figures over one period. */
export interface TeamPerformance {
  id: string;
  organizationId: string;
  representativeId: string;
  period: MetricPeriod;
  periodStart: string;
  periodEnd: string;
  ticketsHandled: number;
  /** Seconds. */
  avgResponseTime: number;
  /** Percent. */
  resolutionRate: string;
  customerSatisfaction: string;
  trend: PerformanceTrend;
  createdAt: string;
  representative?: Representative;
}

/** A message of a conversation: what the customer wrote, what was replied, what was noted. */
export interface Message {
  id: string;
  organizationId: string;
  /** The conversation of tickets, escalations and refunds; not a foreign key. */
  conversationId: string;
  /** The customer, or who works here. */
  authorId: string | null;
  /** INTERNAL is a note that the customer never sees. */
  visibility: MessageVisibility;
  body: string;
  createdAt: string;
  updatedAt: string;
  author?: User | null;
}

/** What the desk knows of a ticket beyond the inherited schema: its due times, its sleep, its merging. */
export interface TicketWork {
  id: string;
  organizationId: string;
  ticketId: string;
  /** When the first reply is due, by the priority, in business hours. */
  responseDueAt: string | null;
  /** When the first reply was given. */
  respondedAt: string | null;
  /** When it is to be resolved; while it waits for the customer the time stands still. */
  dueAt: string | null;
  /** Since when it waits for the customer. */
  waitingSince: string | null;
  /** Out of the queue until then. */
  snoozedUntil: string | null;
  /** The ticket that goes on in its place. */
  mergedInto: string | null;
  createdAt: string;
  updatedAt: string;
}

/** The ticket that a refund was asked for in. */
export interface RefundOrigin {
  id: string;
  organizationId: string;
  refundId: string;
  ticketId: string;
  createdAt: string;
  updatedAt: string;
}

/** A named filter of a list, with its order. */
export interface SavedView {
  id: string;
  organizationId: string;
  /** Whose it is. */
  userId: string;
  name: string;
  /** The list it filters, by the resource's name. */
  resource: string;
  /** As a list operation takes it. */
  filter: Record<string, unknown>;
  /** As a list operation takes it. */
  sort: Record<string, unknown> | null;
  /** Whether everybody in the organization sees it. */
  shared: boolean;
  /** Its place in the navigation. */
  position: number;
  createdAt: string;
  updatedAt: string;
}

/** A budget's threshold that was passed. */
export interface BudgetAlert {
  id: string;
  organizationId: string;
  budgetId: string;
  /** Of the limit, 0 to 100. */
  percentage: string;
  /** What was spent then. */
  spent: string;
  /** What the limit was then. */
  limit: string;
  createdAt: string;
  budget?: Budget;
}

/** A page of a list; `nextCursor` asks for the next one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Who is signed in. */
export interface Session {
  user: User;
  organization: Organization;
  role: RepresentativeRole;
  representative: Representative | null;
}

/** Someone who can sign in. */
export interface SignInChoice {
  id: string;
  name: string;
  email: string;
  role: RepresentativeRole;
  organization: string;
}

/** Rows by status. */
export interface StatusCounts<S extends string> {
  byStatus: Partial<Record<S, number>>;
  total: number;
}

/** One change of a row. */
export interface HistoryEntry {
  seq: number;
  group: number | null;
  operation: string | null;
  actor: { id: string; name: string | null } | null;
  at: string;
  kind: "insert" | "update" | "delete";
  effect: boolean;
  changes: { field: string; from: unknown; to: unknown }[];
}

/** A representative"s load and capacity, and what they have to do. */
export interface Lane {
  representative: Representative;
  activeChats: number;
  maxChats: number;
  tickets: { OPEN: number; IN_PROGRESS: number; WAITING: number };
  escalations: number;
}

/** A ticket"s story, newest first, and what hangs on it. */
export interface TicketTimeline {
  items: TimelineItem[];
  nextCursor: string | null;
  work: TicketWork | null;
  drafts: { PUBLIC?: string; INTERNAL?: string };
  merged: Ticket[];
  escalations: Escalation[];
  refunds: Refund[];
}

/** A message, or a change of the ticket. */
export type TimelineItem =
  | { type: "message"; at: string; message: Message & { author: User | null } }
  | { type: "change"; at: string; entry: HistoryEntry };

/** What an undo or redo did. `group`, `operation` and `at` are of what it reversed. */
export interface Undone {
  group: number;
  operation: string;
  at: string;
  changed: number;
  skipped: SkippedRow[];
}

/** What one operation did. `tables` counts the rows it changed; `origin` is what an undo or redo reversed. */
export interface Activity {
  group: number;
  at: string;
  operation: string;
  actor: { id: string; name: string | null } | null;
  changes: number;
  tables: Record<string, number>;
  first: { table: string; id: string; label: string } | null;
  undoable: boolean;
  undone: boolean;
  origin: number | null;
}

/** A row that was deleted and is still gone, and how many rows went with it. */
export interface DeletedRow {
  table: string;
  id: string;
  label: string;
  at: string;
  actor: { id: string; name: string | null } | null;
  operation: string | null;
  group: number | null;
  with: number;
}

/** A row that was left as it is, or came back without something, and why. */
export interface SkippedRow {
  table: string;
  id: string;
  label: string;
  reason: string;
  by: { id: string; name: string | null } | null;
  at: string | null;
}

/** What a day starts with. */
export interface Today {
  days: TicketDay[];
  budgets: Budget[];
  mine: { OPEN: number; IN_PROGRESS: number; WAITING: number };
  /** Late tickets, counted up to 1,000. */
  late: number;
  /** When the last business day ended; null where no day is one. */
  since: string | null;
  /** Operations since then, counted up to 1,000. */
  overnight: number;
}

/** How many tickets of the queue are whose. Counted up to 1,000; `atLeast` where there are more. */
export interface QueueCounts {
  /** The caller"s own; null for who is no representative. */
  mine: Amount | null;
  late: Amount;
  snoozed: Amount;
  /** When these change next though nothing is written: a due time passes, a sleep ends. */
  until: string | null;
}

/** A count that is not taken to its end. */
export interface Amount {
  count: number;
  atLeast: boolean;
}

/** Tickets by the day they were created (UTC). */
export interface TicketDay {
  day: string;
  created: number;
  resolved: number;
  aiResolved: number;
  satisfaction: string | null;
}

/** All that a decision on a refund is made from. */
export interface RefundCard {
  refund: Refund;
  /** The budget that paid, or that would pay now. */
  budget: Budget | null;
  usedByCustomer: string;
  /** null where the budget sets no limit for one customer. */
  leftForCustomer: string | null;
  leftInBudget: string | null;
  /** What approving it now would come to. */
  verdict: {
    code: "OK" | "FORBIDDEN" | "LIMIT_EXCEEDED" | "BUDGET_EXCEEDED" | "INVALID_TRANSITION";
    message: string;
  };
  /** Other refunds of the same order that were not rejected. */
  duplicates: Refund[];
  /** The customer"s five newest others. */
  earlier: Refund[];
  ticket: Ticket | null;
  alerts: BudgetAlert[];
}

/** How a budget is used up, and what is foreseen of it. */
export interface BurnDown {
  budget: Budget;
  opening: string;
  /** The sum of the usage records: spent is opening and used. */
  used: string;
  /** What was spent by the end of each day (UTC) of the period until now. */
  days: { day: string; spent: string }[];
  /** The pace of the period so far. */
  perDay: string;
  /** When that pace reaches the limit; null where the budget lasts. */
  runsOutAt: string | null;
  /** What will have been spent at the period"s end. */
  atEnd: string;
}

/** What a budget"s spent is made up of. */
export interface BudgetExplanation {
  opening: string;
  /** The sum of all usage records. */
  used: string;
  spent: string;
  /** Usage records, newest first. */
  records: (BudgetUsageRecord & { refund: Refund | null })[];
  nextCursor: string | null;
}

/** A piece of text, and whether it is what was looked for. */
export interface Segment {
  text: string;
  hit: boolean;
}

/** A row that was found, and what to show of it. */
export type SearchHit = {
  id: string;
  at: string;
  number: Segment[] | null;
  title: Segment[];
  snippet: Segment[];
} & (
  | { table: "tickets"; row: Ticket }
  | { table: "messages"; row: Message }
  | { table: "users"; row: User }
  | { table: "escalations"; row: Escalation }
  | { table: "refunds"; row: Refund }
);

/** What a search found. */
export interface SearchResult {
  items: SearchHit[];
  facets: {
    table: Partial<Record<SearchHit["table"], number>>;
    status: Partial<Record<TicketStatus | EscalationStatus | RefundStatus, number>>;
  };
  total: number;
  more: boolean;
  notes: string[];
  nextCursor: string | null;
}

/** How the desk is doing. */
export interface Health {
  status: "ok" | "unsound";
  version: string;
  schemaVersion: number;
  sqliteVersion: string;
  organizations: number;
  integrity: { checkedAt: string; sound: boolean } | null;
}

/** Every operation's input and output. */
export interface Operations {
  health: { input: Record<string, never>; output: Health };
  session: { input: Record<string, never>; output: Session | null };
  list_sign_ins: { input: Record<string, never>; output: { items: SignInChoice[] } };
  sign_in: { input: {
    userId?: string;
    email?: string;
  }; output: Session | null };
  sign_out: { input: Record<string, never>; output: null };
  get_organization: { input: {
    id: string;
    asOf?: string;
  }; output: Organization };
  create_organization: { input: {
    name: string;
    slug: string;
    plan?: "FREE" | "STARTER" | "PROFESSIONAL" | "ENTERPRISE";
    status?: "ACTIVE" | "SUSPENDED" | "TRIAL" | "CANCELLED";
    settings?: Record<string, unknown>;
    metadata?: Record<string, unknown> | null;
    admin: {
      name: string;
      email: string;
    };
    requestId?: string;
  }; output: Organization };
  update_organization: { input: {
    id: string;
    name?: string;
    plan?: "FREE" | "STARTER" | "PROFESSIONAL" | "ENTERPRISE";
    status?: "ACTIVE" | "SUSPENDED" | "TRIAL" | "CANCELLED";
    settings?: Record<string, unknown>;
    metadata?: Record<string, unknown> | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Organization };
  delete_organization: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Organization };
  list_users: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      email?: string | (string)[] | {
        startsWith?: string;
      };
      name?: string | (string)[] | {
        startsWith?: string;
      };
      role?: "CUSTOMER" | "REPRESENTATIVE" | "ADMIN" | ("CUSTOMER" | "REPRESENTATIVE" | "ADMIN")[];
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "updatedAt" | "name" | "email" | "role";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<User> };
  get_user: { input: {
    id: string;
    asOf?: string;
  }; output: User };
  create_user: { input: {
    name: string;
    email: string;
    role: "CUSTOMER" | "REPRESENTATIVE" | "ADMIN";
    requestId?: string;
  }; output: User };
  update_user: { input: {
    id: string;
    name?: string;
    email?: string;
    role?: "CUSTOMER" | "REPRESENTATIVE" | "ADMIN";
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: User };
  delete_user: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: User };
  list_representatives: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      userId?: string | (string)[];
      role?: "JUNIOR_SUPPORT" | "SENIOR_SUPPORT" | "TEAM_LEAD" | "ADMIN" | ("JUNIOR_SUPPORT" | "SENIOR_SUPPORT" | "TEAM_LEAD" | "ADMIN")[];
      status?: "ONLINE" | "AWAY" | "OFFLINE" | ("ONLINE" | "AWAY" | "OFFLINE")[];
      activeChats?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      maxChats?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      rating?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      lastActiveAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "updatedAt" | "role" | "status" | "activeChats" | "rating";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<Representative> };
  get_representative: { input: {
    id: string;
    asOf?: string;
  }; output: Representative };
  create_representative: { input: {
    userId: string;
    role?: "JUNIOR_SUPPORT" | "SENIOR_SUPPORT" | "TEAM_LEAD" | "ADMIN";
    status?: "ONLINE" | "AWAY" | "OFFLINE";
    activeChats?: number;
    maxChats?: number;
    rating?: string;
    requestId?: string;
  }; output: Representative };
  update_representative: { input: {
    id: string;
    role?: "JUNIOR_SUPPORT" | "SENIOR_SUPPORT" | "TEAM_LEAD" | "ADMIN";
    status?: "ONLINE" | "AWAY" | "OFFLINE";
    activeChats?: number;
    maxChats?: number;
    rating?: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Representative };
  delete_representative: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Representative };
  list_customer_profiles: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      userId?: string | (string)[];
      tier?: "FREE" | "STARTER" | "PRO" | "ENTERPRISE" | ("FREE" | "STARTER" | "PRO" | "ENTERPRISE")[];
      standing?: "GOOD" | "WARNING" | "SUSPENDED" | "CLOSED" | ("GOOD" | "WARNING" | "SUSPENDED" | "CLOSED")[];
      joinedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      lifetimeValue?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      lastBillingDate?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      nextBillingDate?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      billingCycle?: "MONTHLY" | "QUARTERLY" | "YEARLY" | null | ("MONTHLY" | "QUARTERLY" | "YEARLY" | null)[];
      billingAmount?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      tokenBalance?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      tokenLimit?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      activeSites?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      sitesLimit?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "updatedAt" | "tier" | "standing" | "lifetimeValue" | "joinedAt" | "nextBillingDate";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<CustomerProfile> };
  get_customer_profile: { input: {
    id: string;
    asOf?: string;
  }; output: CustomerProfile };
  create_customer_profile: { input: {
    userId: string;
    tier?: "FREE" | "STARTER" | "PRO" | "ENTERPRISE";
    standing?: "GOOD" | "WARNING" | "SUSPENDED" | "CLOSED";
    lifetimeValue?: string;
    lastBillingDate?: string | null;
    nextBillingDate?: string | null;
    billingCycle?: "MONTHLY" | "QUARTERLY" | "YEARLY" | null;
    billingAmount?: string | null;
    tokenBalance?: number;
    tokenLimit?: number;
    activeSites?: number;
    sitesLimit?: number;
    context?: Record<string, unknown> | null;
    preferences?: Record<string, unknown> | null;
    metadata?: Record<string, unknown> | null;
    requestId?: string;
  }; output: CustomerProfile };
  update_customer_profile: { input: {
    id: string;
    tier?: "FREE" | "STARTER" | "PRO" | "ENTERPRISE";
    standing?: "GOOD" | "WARNING" | "SUSPENDED" | "CLOSED";
    lifetimeValue?: string;
    lastBillingDate?: string | null;
    nextBillingDate?: string | null;
    billingCycle?: "MONTHLY" | "QUARTERLY" | "YEARLY" | null;
    billingAmount?: string | null;
    tokenBalance?: number;
    tokenLimit?: number;
    activeSites?: number;
    sitesLimit?: number;
    context?: Record<string, unknown> | null;
    preferences?: Record<string, unknown> | null;
    metadata?: Record<string, unknown> | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: CustomerProfile };
  delete_customer_profile: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: CustomerProfile };
  list_tickets: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      ticketNumber?: string | (string)[] | {
        startsWith?: string;
      };
      conversationId?: string | null | (string | null)[];
      customerId?: string | (string)[];
      assignedTo?: string | null | (string | null)[];
      subject?: string | (string)[] | {
        startsWith?: string;
      };
      description?: string | (string)[] | {
        startsWith?: string;
      };
      status?: "OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED" | ("OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED")[];
      priority?: "LOW" | "NORMAL" | "HIGH" | "URGENT" | ("LOW" | "NORMAL" | "HIGH" | "URGENT")[];
      category?: "TECHNICAL_ISSUE" | "BILLING_PAYMENT" | "ACCOUNT_MANAGEMENT" | "FEATURE_REQUEST" | "BUG_REPORT" | "OTHER" | ("TECHNICAL_ISSUE" | "BILLING_PAYMENT" | "ACCOUNT_MANAGEMENT" | "FEATURE_REQUEST" | "BUG_REPORT" | "OTHER")[];
      aiHandled?: boolean | (boolean)[];
      sentiment?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      estimatedResolutionTime?: number | null | (number | null)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      actualResolutionTime?: number | null | (number | null)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      customerSatisfactionScore?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      internalNotes?: string | null | (string | null)[] | {
        startsWith?: string;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      resolvedAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      closedAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "updatedAt" | "priority" | "status" | "ticketNumber" | "subject" | "sentiment" | "resolvedAt";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<Ticket> };
  get_ticket: { input: {
    id: string;
    asOf?: string;
  }; output: Ticket };
  create_ticket: { input: {
    customerId: string;
    subject: string;
    description: string;
    category: "TECHNICAL_ISSUE" | "BILLING_PAYMENT" | "ACCOUNT_MANAGEMENT" | "FEATURE_REQUEST" | "BUG_REPORT" | "OTHER";
    ticketNumber?: string;
    assignedTo?: string | null;
    conversationId?: string | null;
    status?: "OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED";
    priority?: "LOW" | "NORMAL" | "HIGH" | "URGENT";
    tags?: (string)[] | null;
    aiHandled?: boolean;
    sentiment?: string | null;
    estimatedResolutionTime?: number | null;
    internalNotes?: string | null;
    requestId?: string;
  }; output: Ticket };
  update_ticket: { input: {
    id: string;
    assignedTo?: string | null;
    subject?: string;
    description?: string;
    status?: "OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED";
    priority?: "LOW" | "NORMAL" | "HIGH" | "URGENT";
    category?: "TECHNICAL_ISSUE" | "BILLING_PAYMENT" | "ACCOUNT_MANAGEMENT" | "FEATURE_REQUEST" | "BUG_REPORT" | "OTHER";
    tags?: (string)[] | null;
    sentiment?: string | null;
    internalNotes?: string | null;
    customerSatisfactionScore?: string | null;
    estimatedResolutionTime?: number | null;
    actualResolutionTime?: number | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Ticket };
  delete_ticket: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Ticket };
  count_tickets: { input: Record<string, never>; output: StatusCounts<TicketStatus> };
  assign_ticket: { input: {
    id: string;
    assignedTo: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Ticket };
  unassign_ticket: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Ticket };
  route_ticket: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Ticket };
  transition_ticket: { input: {
    id: string;
    status: "OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED";
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Ticket };
  bulk_update_tickets: { input: {
    ids?: (string)[];
    filter?: {
      id?: string | (string)[];
      ticketNumber?: string | (string)[] | {
        startsWith?: string;
      };
      conversationId?: string | null | (string | null)[];
      customerId?: string | (string)[];
      assignedTo?: string | null | (string | null)[];
      subject?: string | (string)[] | {
        startsWith?: string;
      };
      description?: string | (string)[] | {
        startsWith?: string;
      };
      status?: "OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED" | ("OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED")[];
      priority?: "LOW" | "NORMAL" | "HIGH" | "URGENT" | ("LOW" | "NORMAL" | "HIGH" | "URGENT")[];
      category?: "TECHNICAL_ISSUE" | "BILLING_PAYMENT" | "ACCOUNT_MANAGEMENT" | "FEATURE_REQUEST" | "BUG_REPORT" | "OTHER" | ("TECHNICAL_ISSUE" | "BILLING_PAYMENT" | "ACCOUNT_MANAGEMENT" | "FEATURE_REQUEST" | "BUG_REPORT" | "OTHER")[];
      aiHandled?: boolean | (boolean)[];
      sentiment?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      estimatedResolutionTime?: number | null | (number | null)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      actualResolutionTime?: number | null | (number | null)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      customerSatisfactionScore?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      internalNotes?: string | null | (string | null)[] | {
        startsWith?: string;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      resolvedAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      closedAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    set?: {
      status?: "OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED";
      assignedTo?: string | null;
      priority?: "LOW" | "NORMAL" | "HIGH" | "URGENT";
      category?: "TECHNICAL_ISSUE" | "BILLING_PAYMENT" | "ACCOUNT_MANAGEMENT" | "FEATURE_REQUEST" | "BUG_REPORT" | "OTHER";
    };
    addTags?: (string)[];
    removeTags?: (string)[];
    snoozed?: boolean;
    late?: boolean;
    requestId?: string;
  }; output: { count: number; ids: string[] } };
  merge_tickets: { input: {
    id: string;
    into: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Ticket };
  snooze_ticket: { input: {
    id: string;
    until: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Ticket };
  wake_ticket: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Ticket };
  list_queue: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      ticketNumber?: string | (string)[] | {
        startsWith?: string;
      };
      conversationId?: string | null | (string | null)[];
      customerId?: string | (string)[];
      assignedTo?: string | null | (string | null)[];
      subject?: string | (string)[] | {
        startsWith?: string;
      };
      description?: string | (string)[] | {
        startsWith?: string;
      };
      status?: "OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED" | ("OPEN" | "IN_PROGRESS" | "WAITING" | "RESOLVED" | "CLOSED")[];
      priority?: "LOW" | "NORMAL" | "HIGH" | "URGENT" | ("LOW" | "NORMAL" | "HIGH" | "URGENT")[];
      category?: "TECHNICAL_ISSUE" | "BILLING_PAYMENT" | "ACCOUNT_MANAGEMENT" | "FEATURE_REQUEST" | "BUG_REPORT" | "OTHER" | ("TECHNICAL_ISSUE" | "BILLING_PAYMENT" | "ACCOUNT_MANAGEMENT" | "FEATURE_REQUEST" | "BUG_REPORT" | "OTHER")[];
      aiHandled?: boolean | (boolean)[];
      sentiment?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      estimatedResolutionTime?: number | null | (number | null)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      actualResolutionTime?: number | null | (number | null)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      customerSatisfactionScore?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      internalNotes?: string | null | (string | null)[] | {
        startsWith?: string;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      resolvedAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      closedAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "updatedAt" | "priority" | "status" | "ticketNumber" | "subject" | "sentiment" | "resolvedAt" | "dueAt";
      direction?: "asc" | "desc";
    };
    snoozed?: boolean;
    late?: boolean;
  }; output: Page<Ticket> };
  count_queue: { input: Record<string, never>; output: QueueCounts };
  ticket_timeline: { input: {
    id: string;
    limit?: number;
    cursor?: string;
  }; output: TicketTimeline };
  add_message: { input: {
    ticketId: string;
    visibility: "PUBLIC" | "INTERNAL";
    body: string;
    authorId?: string | null;
    requestId?: string;
  }; output: Message };
  save_draft: { input: {
    ticketId: string;
    visibility: "PUBLIC" | "INTERNAL";
    body: string;
    requestId?: string;
  }; output: null };
  list_saved_views: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      userId?: string | (string)[];
      name?: string | (string)[] | {
        startsWith?: string;
      };
      resource?: string | (string)[] | {
        startsWith?: string;
      };
      shared?: boolean | (boolean)[];
      position?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "updatedAt" | "position" | "name";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<SavedView> };
  get_saved_view: { input: {
    id: string;
    asOf?: string;
  }; output: SavedView };
  create_saved_view: { input: {
    name: string;
    resource?: "tickets" | "escalations" | "refunds";
    filter?: Record<string, unknown>;
    sort?: Record<string, unknown> | null;
    shared?: boolean;
    position?: number;
    requestId?: string;
  }; output: SavedView };
  update_saved_view: { input: {
    id: string;
    name?: string;
    filter?: Record<string, unknown>;
    sort?: Record<string, unknown> | null;
    shared?: boolean;
    position?: number;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: SavedView };
  delete_saved_view: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: SavedView };
  count_saved_views: { input: Record<string, never>; output: { items: { id: string; count: number; atLeast: boolean }[] } };
  list_escalations: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      conversationId?: string | (string)[];
      customerId?: string | (string)[];
      assignedTo?: string | null | (string | null)[];
      priority?: "LOW" | "NORMAL" | "HIGH" | "URGENT" | "CRITICAL" | ("LOW" | "NORMAL" | "HIGH" | "URGENT" | "CRITICAL")[];
      status?: "PENDING" | "ASSIGNED" | "IN_PROGRESS" | "RESOLVED" | ("PENDING" | "ASSIGNED" | "IN_PROGRESS" | "RESOLVED")[];
      reason?: "AI_UNABLE_TO_RESOLVE" | "CUSTOMER_REQUEST" | "NEGATIVE_SENTIMENT" | "TECHNICAL_ISSUE" | "BILLING_DISPUTE" | "HIGH_VALUE_CUSTOMER" | "OTHER" | ("AI_UNABLE_TO_RESOLVE" | "CUSTOMER_REQUEST" | "NEGATIVE_SENTIMENT" | "TECHNICAL_ISSUE" | "BILLING_DISPUTE" | "HIGH_VALUE_CUSTOMER" | "OTHER")[];
      issueDescription?: string | (string)[] | {
        startsWith?: string;
      };
      waitTime?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      notes?: string | null | (string | null)[] | {
        startsWith?: string;
      };
      aiSummary?: string | null | (string | null)[] | {
        startsWith?: string;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      assignedAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      resolvedAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "updatedAt" | "priority" | "status" | "waitTime";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<Escalation> };
  get_escalation: { input: {
    id: string;
    asOf?: string;
  }; output: Escalation };
  create_escalation: { input: {
    conversationId: string;
    customerId: string;
    reason: "AI_UNABLE_TO_RESOLVE" | "CUSTOMER_REQUEST" | "NEGATIVE_SENTIMENT" | "TECHNICAL_ISSUE" | "BILLING_DISPUTE" | "HIGH_VALUE_CUSTOMER" | "OTHER";
    issueDescription: string;
    assignedTo?: string | null;
    priority?: "LOW" | "NORMAL" | "HIGH" | "URGENT" | "CRITICAL";
    status?: "PENDING" | "ASSIGNED" | "IN_PROGRESS" | "RESOLVED";
    waitTime?: number;
    notes?: string | null;
    aiSummary?: string | null;
    requestId?: string;
  }; output: Escalation };
  update_escalation: { input: {
    id: string;
    assignedTo?: string | null;
    priority?: "LOW" | "NORMAL" | "HIGH" | "URGENT" | "CRITICAL";
    status?: "PENDING" | "ASSIGNED" | "IN_PROGRESS" | "RESOLVED";
    waitTime?: number;
    notes?: string | null;
    aiSummary?: string | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Escalation };
  delete_escalation: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Escalation };
  count_escalations: { input: Record<string, never>; output: StatusCounts<EscalationStatus> };
  escalate_ticket: { input: {
    id: string;
    reason: "AI_UNABLE_TO_RESOLVE" | "CUSTOMER_REQUEST" | "NEGATIVE_SENTIMENT" | "TECHNICAL_ISSUE" | "BILLING_DISPUTE" | "HIGH_VALUE_CUSTOMER" | "OTHER";
    issueDescription?: string;
    priority?: "LOW" | "NORMAL" | "HIGH" | "URGENT" | "CRITICAL";
    assignedTo?: string | null;
    notes?: string | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Escalation };
  claim_escalation: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Escalation };
  resolve_escalation: { input: {
    id: string;
    notes?: string | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Escalation };
  workload: { input: Record<string, never>; output: { items: Lane[] } };
  list_refunds: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      orderId?: string | (string)[] | {
        startsWith?: string;
      };
      customerId?: string | (string)[];
      amount?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      reason?: "AI_BUG" | "SERVICE_DOWNTIME" | "UX_ISSUE" | "BILLING_ERROR" | "CUSTOMER_REQUEST" | "OTHER" | ("AI_BUG" | "SERVICE_DOWNTIME" | "UX_ISSUE" | "BILLING_ERROR" | "CUSTOMER_REQUEST" | "OTHER")[];
      status?: "PENDING" | "APPROVED" | "REJECTED" | "COMPLETED" | ("PENDING" | "APPROVED" | "REJECTED" | "COMPLETED")[];
      notes?: string | null | (string | null)[] | {
        startsWith?: string;
      };
      approvedBy?: string | null | (string | null)[];
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      processedAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "updatedAt" | "amount" | "status" | "processedAt" | "orderId";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<Refund> };
  get_refund: { input: {
    id: string;
    asOf?: string;
  }; output: Refund };
  create_refund: { input: {
    orderId: string;
    customerId: string;
    amount: string;
    reason: "AI_BUG" | "SERVICE_DOWNTIME" | "UX_ISSUE" | "BILLING_ERROR" | "CUSTOMER_REQUEST" | "OTHER";
    status?: "PENDING" | "APPROVED" | "REJECTED" | "COMPLETED";
    notes?: string | null;
    approvedBy?: string | null;
    requestId?: string;
  }; output: Refund };
  update_refund: { input: {
    id: string;
    status?: "PENDING" | "APPROVED" | "REJECTED" | "COMPLETED";
    notes?: string | null;
    approvedBy?: string | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Refund };
  delete_refund: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Refund };
  count_refunds: { input: Record<string, never>; output: StatusCounts<RefundStatus> };
  request_refund: { input: {
    ticketId: string;
    orderId: string;
    amount: string;
    reason: "AI_BUG" | "SERVICE_DOWNTIME" | "UX_ISSUE" | "BILLING_ERROR" | "CUSTOMER_REQUEST" | "OTHER";
    notes?: string | null;
    requestId?: string;
  }; output: Refund };
  approve_refund: { input: {
    id: string;
    notes?: string | null;
    approvedBy?: string | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Refund };
  reject_refund: { input: {
    id: string;
    notes?: string | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Refund };
  complete_refund: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Refund };
  refund_card: { input: {
    id: string;
  }; output: RefundCard };
  check_refund: { input: {
    orderId: string;
    customerId?: string;
    amount?: string;
  }; output: { duplicates: Refund[] } };
  list_budgets: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      type?: "REFUND" | "COMPENSATION" | "DISCOUNT" | "CREDIT" | ("REFUND" | "COMPENSATION" | "DISCOUNT" | "CREDIT")[];
      period?: "DAILY" | "WEEKLY" | "MONTHLY" | "QUARTERLY" | "YEARLY" | ("DAILY" | "WEEKLY" | "MONTHLY" | "QUARTERLY" | "YEARLY")[];
      limit?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      spent?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      remaining?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      autoAlertsEnabled?: boolean | (boolean)[];
      refundLimitPerUser?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      periodStart?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      periodEnd?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "updatedAt" | "periodStart" | "periodEnd" | "limit" | "spent" | "remaining" | "type";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<Budget> };
  get_budget: { input: {
    id: string;
    asOf?: string;
  }; output: Budget };
  create_budget: { input: {
    type: "REFUND" | "COMPENSATION" | "DISCOUNT" | "CREDIT";
    period: "DAILY" | "WEEKLY" | "MONTHLY" | "QUARTERLY" | "YEARLY";
    limit: string;
    periodStart: string;
    periodEnd: string;
    alertThresholds?: ({
      percentage: number;
      enabled: boolean;
    })[];
    autoAlertsEnabled?: boolean;
    refundLimitPerUser?: string | null;
    requestId?: string;
  }; output: Budget };
  update_budget: { input: {
    id: string;
    limit?: string;
    alertThresholds?: ({
      percentage: number;
      enabled: boolean;
    })[];
    autoAlertsEnabled?: boolean;
    refundLimitPerUser?: string | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Budget };
  delete_budget: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: Budget };
  roll_budgets: { input: {
    requestId?: string;
  }; output: { opened: Budget[] } };
  budget_burn_down: { input: {
    id: string;
  }; output: BurnDown };
  explain_budget: { input: {
    id: string;
    limit?: number;
    cursor?: string;
  }; output: BudgetExplanation };
  list_budget_alerts: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      budgetId?: string | (string)[];
      percentage?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      spent?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      limit?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "percentage" | "spent";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<BudgetAlert> };
  list_agents: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      name?: string | (string)[] | {
        startsWith?: string;
      };
      type?: "RESPONSE_RECOMMENDATION" | "CUSTOMER_SPEND" | "SENTIMENT_ANALYSIS" | "ESCALATION_PREDICTOR" | "CUSTOM" | ("RESPONSE_RECOMMENDATION" | "CUSTOMER_SPEND" | "SENTIMENT_ANALYSIS" | "ESCALATION_PREDICTOR" | "CUSTOM")[];
      description?: string | (string)[] | {
        startsWith?: string;
      };
      enabled?: boolean | (boolean)[];
      status?: "ACTIVE" | "PAUSED" | "DISABLED" | ("ACTIVE" | "PAUSED" | "DISABLED")[];
      assertions?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      accuracy?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      avgLatency?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      lastRunAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "createdAt" | "updatedAt" | "name" | "type" | "status" | "accuracy";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<AgentConfiguration> };
  get_agent: { input: {
    id: string;
    asOf?: string;
  }; output: AgentConfiguration };
  create_agent: { input: {
    name: string;
    type: "RESPONSE_RECOMMENDATION" | "CUSTOMER_SPEND" | "SENTIMENT_ANALYSIS" | "ESCALATION_PREDICTOR" | "CUSTOM";
    description: string;
    enabled?: boolean;
    status?: "ACTIVE" | "PAUSED" | "DISABLED";
    dataSources?: (string)[];
    thresholds?: Record<string, unknown>;
    metadata?: Record<string, unknown> | null;
    requestId?: string;
  }; output: AgentConfiguration };
  update_agent: { input: {
    id: string;
    name?: string;
    description?: string;
    enabled?: boolean;
    status?: "ACTIVE" | "PAUSED" | "DISABLED";
    dataSources?: (string)[];
    thresholds?: Record<string, unknown>;
    metadata?: Record<string, unknown> | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: AgentConfiguration };
  delete_agent: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: AgentConfiguration };
  list_decision_rules: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      name?: string | (string)[] | {
        startsWith?: string;
      };
      description?: string | (string)[] | {
        startsWith?: string;
      };
      enabled?: boolean | (boolean)[];
      priority?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      action?: "AUTO_RESOLVE" | "ESCALATE_TO_HUMAN" | "REQUEST_MORE_INFO" | "ROUTE_TO_SENIOR" | "AUTO_APPROVE_REFUND" | "DENY_REFUND" | "CUSTOM" | ("AUTO_RESOLVE" | "ESCALATE_TO_HUMAN" | "REQUEST_MORE_INFO" | "ROUTE_TO_SENIOR" | "AUTO_APPROVE_REFUND" | "DENY_REFUND" | "CUSTOM")[];
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      updatedAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      lastTriggeredAt?: string | null | (string | null)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "priority" | "createdAt" | "updatedAt" | "name" | "lastTriggeredAt";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<DecisionRule> };
  get_decision_rule: { input: {
    id: string;
    asOf?: string;
  }; output: DecisionRule };
  create_decision_rule: { input: {
    name: string;
    description: string;
    priority: number;
    conditions: ({
      field: string;
      operator: "eq" | "ne" | "gt" | "gte" | "lt" | "lte" | "in" | "nin" | "contains";
      value: unknown;
    })[];
    action: "AUTO_RESOLVE" | "ESCALATE_TO_HUMAN" | "REQUEST_MORE_INFO" | "ROUTE_TO_SENIOR" | "AUTO_APPROVE_REFUND" | "DENY_REFUND" | "CUSTOM";
    enabled?: boolean;
    actionParams?: Record<string, unknown> | null;
    requestId?: string;
  }; output: DecisionRule };
  update_decision_rule: { input: {
    id: string;
    name?: string;
    description?: string;
    priority?: number;
    conditions?: ({
      field: string;
      operator: "eq" | "ne" | "gt" | "gte" | "lt" | "lte" | "in" | "nin" | "contains";
      value: unknown;
    })[];
    action?: "AUTO_RESOLVE" | "ESCALATE_TO_HUMAN" | "REQUEST_MORE_INFO" | "ROUTE_TO_SENIOR" | "AUTO_APPROVE_REFUND" | "DENY_REFUND" | "CUSTOM";
    enabled?: boolean;
    actionParams?: Record<string, unknown> | null;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: DecisionRule };
  delete_decision_rule: { input: {
    id: string;
    expectedUpdatedAt?: string;
    requestId?: string;
  }; output: DecisionRule };
  list_performance_metrics: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      period?: "HOUR" | "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR" | ("HOUR" | "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR")[];
      periodStart?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      periodEnd?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      totalChats?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      activeChats?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      avgResponseTime?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      firstContactResolution?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      customerSatisfaction?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      escalationRate?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      aiResolutionRate?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      ticketsResolved?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "periodStart" | "createdAt" | "period";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<PerformanceMetric> };
  list_team_performance: { input: {
    limit?: number;
    cursor?: string;
    offset?: number;
    filter?: {
      id?: string | (string)[];
      representativeId?: string | (string)[];
      period?: "HOUR" | "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR" | ("HOUR" | "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR")[];
      periodStart?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      periodEnd?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      ticketsHandled?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      avgResponseTime?: number | (number)[] | {
        gte?: number;
        gt?: number;
        lte?: number;
        lt?: number;
      };
      resolutionRate?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      customerSatisfaction?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
      trend?: "UP" | "DOWN" | "STABLE" | ("UP" | "DOWN" | "STABLE")[];
      createdAt?: string | (string)[] | {
        gte?: string;
        gt?: string;
        lte?: string;
        lt?: string;
      };
    };
    sort?: {
      field: "periodStart" | "createdAt" | "period" | "ticketsHandled" | "customerSatisfaction";
      direction?: "asc" | "desc";
    };
    asOf?: string;
  }; output: Page<TeamPerformance> };
  get_representative_performance: { input: {
    id: string;
    asOf?: string;
  }; output: Representative };
  row_history: { input: {
    table: "organizations" | "users" | "representatives" | "customer_profiles" | "tickets" | "escalations" | "refunds" | "budgets" | "budget_usage_records" | "agent_configurations" | "decision_rules" | "performance_metrics" | "team_performance" | "messages" | "ticket_work" | "refund_origins" | "saved_views" | "budget_alerts";
    id: string;
    limit?: number;
    cursor?: string;
  }; output: { items: HistoryEntry[]; nextCursor: string | null } };
  today: { input: Record<string, never>; output: Today };
  search: { input: {
    query: string;
    limit?: number;
    cursor?: string;
  }; output: SearchResult };
  rebuild_search: { input: {
    requestId?: string;
  }; output: { documents: number } };
  create_many: { input: {
    resource: "users" | "representatives" | "customer_profiles" | "tickets" | "escalations" | "refunds" | "budgets" | "agents" | "decision_rules";
    items: (Record<string, unknown>)[];
    requestId?: string;
  }; output: { count: number; ids: string[] } };
  undo: { input: {
    group?: number;
    requestId?: string;
  }; output: Undone };
  redo: { input: {
    group?: number;
    requestId?: string;
  }; output: Undone };
  list_activity: { input: {
    limit?: number;
    cursor?: string;
    filter?: {
      actor?: string;
      table?: "organizations" | "users" | "representatives" | "customer_profiles" | "tickets" | "escalations" | "refunds" | "budgets" | "budget_usage_records" | "agent_configurations" | "decision_rules" | "performance_metrics" | "team_performance" | "messages" | "ticket_work" | "refund_origins" | "saved_views" | "budget_alerts";
      operation?: string;
      before?: string;
      after?: string;
    };
  }; output: { items: Activity[]; nextCursor: string | null } };
  activity_entries: { input: {
    group: number;
    limit?: number;
    cursor?: string;
  }; output: { items: (HistoryEntry & { table: string; id: string; label: string; purged: boolean })[]; nextCursor: string | null } };
  list_deleted: { input: {
    table?: "users" | "representatives" | "customer_profiles" | "tickets" | "escalations" | "refunds" | "budgets" | "budget_usage_records" | "agent_configurations" | "decision_rules" | "performance_metrics" | "team_performance" | "messages" | "ticket_work" | "refund_origins" | "saved_views" | "budget_alerts";
    limit?: number;
    cursor?: string;
  }; output: { items: DeletedRow[]; nextCursor: string | null } };
  restore_row: { input: {
    table: "users" | "representatives" | "customer_profiles" | "tickets" | "escalations" | "refunds" | "budgets" | "budget_usage_records" | "agent_configurations" | "decision_rules" | "performance_metrics" | "team_performance" | "messages" | "ticket_work" | "refund_origins" | "saved_views" | "budget_alerts";
    id: string;
    requestId?: string;
  }; output: { restored: number; skipped: SkippedRow[] } };
  purge: { input: {
    table?: "users" | "representatives" | "customer_profiles" | "tickets" | "escalations" | "refunds" | "budgets" | "budget_usage_records" | "agent_configurations" | "decision_rules" | "performance_metrics" | "team_performance" | "messages" | "ticket_work" | "refund_origins" | "saved_views" | "budget_alerts";
    id?: string;
    before?: string;
    requestId?: string;
  }; output: { purged: number } };
}

/** Every operation as the program declares it. */
export const operations = {
  health: {"summary":"How the desk is doing","kind":"read","resource":null,"verb":null,"who":"ANYONE","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  session: {"summary":"Who is signed in","kind":"read","resource":null,"verb":null,"who":"ANYONE","reads":["organizations","representatives","users"],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  list_sign_ins: {"summary":"Who can sign in","kind":"read","resource":null,"verb":null,"who":"ANYONE","reads":["organizations","representatives","users"],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  sign_in: {"summary":"Sign in, as a representative or an administrator","kind":"read","resource":null,"verb":null,"who":"ANYONE","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"userId":{"type":"string","format":"uuid"},"email":{"type":"string","maxLength":255}},"required":[]}},
  sign_out: {"summary":"Sign out","kind":"read","resource":null,"verb":null,"who":"ANYONE","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  get_organization: {"summary":"A organization with its relations","kind":"read","resource":"organizations","verb":"get","who":"JUNIOR_SUPPORT","reads":["organizations"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"organizations"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_organization: {"summary":"Found an organization with its first administrator","kind":"write","resource":null,"verb":null,"who":"ANYONE","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":255,"minLength":1},"slug":{"type":"string","maxLength":255,"pattern":"^[a-z0-9-]+$","minLength":1},"plan":{"type":"string","enum":["FREE","STARTER","PROFESSIONAL","ENTERPRISE"],"default":"FREE"},"status":{"type":"string","enum":["ACTIVE","SUSPENDED","TRIAL","CANCELLED"]},"settings":{"type":"object","x-json":true,"default":{}},"metadata":{"type":["object","null"],"x-json":true},"admin":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":255,"minLength":1},"email":{"type":"string","maxLength":255,"format":"email"}},"required":["name","email"]},"requestId":{"type":"string","format":"uuid"}},"required":["name","slug","admin"]}},
  update_organization: {"summary":"Change fields of a organization","kind":"write","resource":"organizations","verb":"update","who":"ADMIN","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"organizations"},"name":{"type":"string","maxLength":255,"minLength":1},"plan":{"type":"string","enum":["FREE","STARTER","PROFESSIONAL","ENTERPRISE"]},"status":{"type":"string","enum":["ACTIVE","SUSPENDED","TRIAL","CANCELLED"]},"settings":{"type":"object","x-json":true},"metadata":{"type":["object","null"],"x-json":true},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_organization: {"summary":"Delete a organization, with what hangs on it","kind":"write","resource":"organizations","verb":"delete","who":"ADMIN","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"organizations"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  list_users: {"summary":"A page of users","kind":"read","resource":"users","verb":"list","who":"JUNIOR_SUPPORT","reads":["users"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"email":{"anyOf":[{"type":"string","maxLength":255},{"type":"array","items":{"type":"string","maxLength":255}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":255}}}]},"name":{"anyOf":[{"type":"string","maxLength":255},{"type":"array","items":{"type":"string","maxLength":255}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":255}}}]},"role":{"anyOf":[{"type":"string","enum":["CUSTOMER","REPRESENTATIVE","ADMIN"]},{"type":"array","items":{"type":"string","enum":["CUSTOMER","REPRESENTATIVE","ADMIN"]}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","updatedAt","name","email","role"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_user: {"summary":"A user with its relations","kind":"read","resource":"users","verb":"get","who":"JUNIOR_SUPPORT","reads":["users"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"users"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_user: {"summary":"Create a user","kind":"write","resource":"users","verb":"create","who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":255,"minLength":1},"email":{"type":"string","maxLength":255,"format":"email"},"role":{"type":"string","enum":["CUSTOMER","REPRESENTATIVE","ADMIN"]},"requestId":{"type":"string","format":"uuid"}},"required":["name","email","role"]}},
  update_user: {"summary":"Change fields of a user","kind":"write","resource":"users","verb":"update","who":"ADMIN","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"users"},"name":{"type":"string","maxLength":255,"minLength":1},"email":{"type":"string","maxLength":255,"format":"email"},"role":{"type":"string","enum":["CUSTOMER","REPRESENTATIVE","ADMIN"]},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_user: {"summary":"Delete a user, with what hangs on it","kind":"write","resource":"users","verb":"delete","who":"ADMIN","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"users"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  list_representatives: {"summary":"A page of representatives","kind":"read","resource":"representatives","verb":"list","who":"JUNIOR_SUPPORT","reads":["representatives","users"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"userId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"role":{"anyOf":[{"type":"string","enum":["JUNIOR_SUPPORT","SENIOR_SUPPORT","TEAM_LEAD","ADMIN"]},{"type":"array","items":{"type":"string","enum":["JUNIOR_SUPPORT","SENIOR_SUPPORT","TEAM_LEAD","ADMIN"]}}]},"status":{"anyOf":[{"type":"string","enum":["ONLINE","AWAY","OFFLINE"]},{"type":"array","items":{"type":"string","enum":["ONLINE","AWAY","OFFLINE"]}}]},"activeChats":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"maxChats":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"rating":{"anyOf":[{"type":"string","format":"decimal","x-precision":3,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":3,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"lastActiveAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","updatedAt","role","status","activeChats","rating"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_representative: {"summary":"A representative with its relations","kind":"read","resource":"representatives","verb":"get","who":"JUNIOR_SUPPORT","reads":["representatives","team_performance","users"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"representatives"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_representative: {"summary":"Create a representative","kind":"write","resource":"representatives","verb":"create","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"userId":{"type":"string","format":"uuid","x-references":"users"},"role":{"type":"string","enum":["JUNIOR_SUPPORT","SENIOR_SUPPORT","TEAM_LEAD","ADMIN"],"default":"JUNIOR_SUPPORT"},"status":{"type":"string","enum":["ONLINE","AWAY","OFFLINE"],"default":"OFFLINE"},"activeChats":{"type":"integer","minimum":0,"maximum":2147483647,"default":0},"maxChats":{"type":"integer","minimum":1,"maximum":50,"default":10},"rating":{"type":"string","format":"decimal","x-precision":3,"x-scale":2,"x-minimum":"0.00","x-maximum":"5.00","default":"0.00"},"requestId":{"type":"string","format":"uuid"}},"required":["userId"]}},
  update_representative: {"summary":"Change fields of a representative","kind":"write","resource":"representatives","verb":"update","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"representatives"},"role":{"type":"string","enum":["JUNIOR_SUPPORT","SENIOR_SUPPORT","TEAM_LEAD","ADMIN"]},"status":{"type":"string","enum":["ONLINE","AWAY","OFFLINE"]},"activeChats":{"type":"integer","minimum":0,"maximum":2147483647},"maxChats":{"type":"integer","minimum":1,"maximum":50},"rating":{"type":"string","format":"decimal","x-precision":3,"x-scale":2,"x-minimum":"0.00","x-maximum":"5.00"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_representative: {"summary":"Delete a representative, with what hangs on it","kind":"write","resource":"representatives","verb":"delete","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"representatives"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  list_customer_profiles: {"summary":"A page of customer profiles","kind":"read","resource":"customer_profiles","verb":"list","who":"JUNIOR_SUPPORT","reads":["customer_profiles","users"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"userId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"tier":{"anyOf":[{"type":"string","enum":["FREE","STARTER","PRO","ENTERPRISE"]},{"type":"array","items":{"type":"string","enum":["FREE","STARTER","PRO","ENTERPRISE"]}}]},"standing":{"anyOf":[{"type":"string","enum":["GOOD","WARNING","SUSPENDED","CLOSED"]},{"type":"array","items":{"type":"string","enum":["GOOD","WARNING","SUSPENDED","CLOSED"]}}]},"joinedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"lifetimeValue":{"anyOf":[{"type":"string","format":"decimal","x-precision":12,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}}}]},"lastBillingDate":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"nextBillingDate":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"billingCycle":{"anyOf":[{"type":["string","null"],"enum":["MONTHLY","QUARTERLY","YEARLY",null]},{"type":"array","items":{"type":["string","null"],"enum":["MONTHLY","QUARTERLY","YEARLY",null]}}]},"billingAmount":{"anyOf":[{"type":["string","null"],"format":"decimal","x-precision":10,"x-scale":2},{"type":"array","items":{"type":["string","null"],"format":"decimal","x-precision":10,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":10,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":10,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":10,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":10,"x-scale":2}}}]},"tokenBalance":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"tokenLimit":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"activeSites":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"sitesLimit":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","updatedAt","tier","standing","lifetimeValue","joinedAt","nextBillingDate"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_customer_profile: {"summary":"A customer profile with its relations","kind":"read","resource":"customer_profiles","verb":"get","who":"JUNIOR_SUPPORT","reads":["customer_profiles","users"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"customer_profiles"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_customer_profile: {"summary":"Create a customer profile","kind":"write","resource":"customer_profiles","verb":"create","who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"userId":{"type":"string","format":"uuid","x-references":"users"},"tier":{"type":"string","enum":["FREE","STARTER","PRO","ENTERPRISE"],"default":"FREE"},"standing":{"type":"string","enum":["GOOD","WARNING","SUSPENDED","CLOSED"],"default":"GOOD"},"lifetimeValue":{"type":"string","format":"decimal","x-precision":12,"x-scale":2,"x-minimum":"0.00","default":"0.00"},"lastBillingDate":{"type":["string","null"],"format":"date-time"},"nextBillingDate":{"type":["string","null"],"format":"date-time"},"billingCycle":{"type":["string","null"],"enum":["MONTHLY","QUARTERLY","YEARLY",null]},"billingAmount":{"type":["string","null"],"format":"decimal","x-precision":10,"x-scale":2,"x-minimum":"0.00"},"tokenBalance":{"type":"integer","minimum":0,"maximum":2147483647,"default":0},"tokenLimit":{"type":"integer","minimum":0,"maximum":2147483647,"default":1000},"activeSites":{"type":"integer","minimum":0,"maximum":2147483647,"default":0},"sitesLimit":{"type":"integer","minimum":1,"maximum":2147483647,"default":1},"context":{"type":["object","null"],"x-json":true},"preferences":{"type":["object","null"],"x-json":true},"metadata":{"type":["object","null"],"x-json":true},"requestId":{"type":"string","format":"uuid"}},"required":["userId"]}},
  update_customer_profile: {"summary":"Change fields of a customer profile","kind":"write","resource":"customer_profiles","verb":"update","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"customer_profiles"},"tier":{"type":"string","enum":["FREE","STARTER","PRO","ENTERPRISE"]},"standing":{"type":"string","enum":["GOOD","WARNING","SUSPENDED","CLOSED"]},"lifetimeValue":{"type":"string","format":"decimal","x-precision":12,"x-scale":2,"x-minimum":"0.00"},"lastBillingDate":{"type":["string","null"],"format":"date-time"},"nextBillingDate":{"type":["string","null"],"format":"date-time"},"billingCycle":{"type":["string","null"],"enum":["MONTHLY","QUARTERLY","YEARLY",null]},"billingAmount":{"type":["string","null"],"format":"decimal","x-precision":10,"x-scale":2,"x-minimum":"0.00"},"tokenBalance":{"type":"integer","minimum":0,"maximum":2147483647},"tokenLimit":{"type":"integer","minimum":0,"maximum":2147483647},"activeSites":{"type":"integer","minimum":0,"maximum":2147483647},"sitesLimit":{"type":"integer","minimum":1,"maximum":2147483647},"context":{"type":["object","null"],"x-json":true},"preferences":{"type":["object","null"],"x-json":true},"metadata":{"type":["object","null"],"x-json":true},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_customer_profile: {"summary":"Delete a customer profile, with what hangs on it","kind":"write","resource":"customer_profiles","verb":"delete","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"customer_profiles"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  list_tickets: {"summary":"A page of tickets","kind":"read","resource":"tickets","verb":"list","who":"JUNIOR_SUPPORT","reads":["representatives","tickets","users"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"ticketNumber":{"anyOf":[{"type":"string","maxLength":50},{"type":"array","items":{"type":"string","maxLength":50}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":50}}}]},"conversationId":{"anyOf":[{"type":["string","null"],"format":"uuid"},{"type":"array","items":{"type":["string","null"],"format":"uuid"}}]},"customerId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"assignedTo":{"anyOf":[{"type":["string","null"],"format":"uuid"},{"type":"array","items":{"type":["string","null"],"format":"uuid"}}]},"subject":{"anyOf":[{"type":"string","maxLength":500},{"type":"array","items":{"type":"string","maxLength":500}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":500}}}]},"description":{"anyOf":[{"type":"string","maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":"string","maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"status":{"anyOf":[{"type":"string","enum":["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"]},{"type":"array","items":{"type":"string","enum":["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"]}}]},"priority":{"anyOf":[{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT"]},{"type":"array","items":{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT"]}}]},"category":{"anyOf":[{"type":"string","enum":["TECHNICAL_ISSUE","BILLING_PAYMENT","ACCOUNT_MANAGEMENT","FEATURE_REQUEST","BUG_REPORT","OTHER"]},{"type":"array","items":{"type":"string","enum":["TECHNICAL_ISSUE","BILLING_PAYMENT","ACCOUNT_MANAGEMENT","FEATURE_REQUEST","BUG_REPORT","OTHER"]}}]},"aiHandled":{"anyOf":[{"type":"boolean"},{"type":"array","items":{"type":"boolean"}}]},"sentiment":{"anyOf":[{"type":["string","null"],"format":"decimal","x-precision":3,"x-scale":2},{"type":"array","items":{"type":["string","null"],"format":"decimal","x-precision":3,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2}}}]},"estimatedResolutionTime":{"anyOf":[{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"actualResolutionTime":{"anyOf":[{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"customerSatisfactionScore":{"anyOf":[{"type":["string","null"],"format":"decimal","x-precision":2,"x-scale":1},{"type":"array","items":{"type":["string","null"],"format":"decimal","x-precision":2,"x-scale":1}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":2,"x-scale":1},"gt":{"type":"string","format":"decimal","x-precision":2,"x-scale":1},"lte":{"type":"string","format":"decimal","x-precision":2,"x-scale":1},"lt":{"type":"string","format":"decimal","x-precision":2,"x-scale":1}}}]},"internalNotes":{"anyOf":[{"type":["string","null"],"maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":["string","null"],"maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"resolvedAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"closedAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","updatedAt","priority","status","ticketNumber","subject","sentiment","resolvedAt"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_ticket: {"summary":"A ticket with its relations","kind":"read","resource":"tickets","verb":"get","who":"JUNIOR_SUPPORT","reads":["representatives","tickets","users"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_ticket: {"summary":"Create a ticket","kind":"write","resource":"tickets","verb":"create","who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"customerId":{"type":"string","format":"uuid","x-references":"users"},"subject":{"type":"string","maxLength":500,"minLength":1},"description":{"type":"string","maxLength":1000000,"x-multiline":true,"minLength":1},"category":{"type":"string","enum":["TECHNICAL_ISSUE","BILLING_PAYMENT","ACCOUNT_MANAGEMENT","FEATURE_REQUEST","BUG_REPORT","OTHER"]},"ticketNumber":{"type":"string","maxLength":50,"minLength":1},"assignedTo":{"type":["string","null"],"format":"uuid","x-references":"representatives"},"conversationId":{"type":["string","null"],"format":"uuid"},"status":{"type":"string","enum":["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"],"default":"OPEN"},"priority":{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT"],"default":"NORMAL"},"tags":{"type":["array","null"],"items":{"type":"string"},"default":[]},"aiHandled":{"type":"boolean","default":false},"sentiment":{"type":["string","null"],"format":"decimal","x-precision":3,"x-scale":2,"x-minimum":"-1.00","x-maximum":"1.00"},"estimatedResolutionTime":{"type":["integer","null"],"minimum":0,"maximum":2147483647},"internalNotes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"requestId":{"type":"string","format":"uuid"}},"required":["customerId","subject","description","category"]}},
  update_ticket: {"summary":"Change fields of a ticket","kind":"write","resource":"tickets","verb":"update","who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"assignedTo":{"type":["string","null"],"format":"uuid","x-references":"representatives"},"subject":{"type":"string","maxLength":500,"minLength":1},"description":{"type":"string","maxLength":1000000,"x-multiline":true,"minLength":1},"status":{"type":"string","enum":["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"]},"priority":{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT"]},"category":{"type":"string","enum":["TECHNICAL_ISSUE","BILLING_PAYMENT","ACCOUNT_MANAGEMENT","FEATURE_REQUEST","BUG_REPORT","OTHER"]},"tags":{"type":["array","null"],"items":{"type":"string"}},"sentiment":{"type":["string","null"],"format":"decimal","x-precision":3,"x-scale":2,"x-minimum":"-1.00","x-maximum":"1.00"},"internalNotes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"customerSatisfactionScore":{"type":["string","null"],"format":"decimal","x-precision":2,"x-scale":1,"x-minimum":"1.0","x-maximum":"5.0"},"estimatedResolutionTime":{"type":["integer","null"],"minimum":0,"maximum":2147483647},"actualResolutionTime":{"type":["integer","null"],"minimum":0,"maximum":2147483647},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_ticket: {"summary":"Delete a ticket, with what hangs on it","kind":"write","resource":"tickets","verb":"delete","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  count_tickets: {"summary":"How many tickets there are by status","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["tickets"],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  assign_ticket: {"summary":"Give a ticket to a representative who has a free place","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"assignedTo":{"type":"string","format":"uuid","x-references":"representatives"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id","assignedTo"]}},
  unassign_ticket: {"summary":"Take a ticket from whoever has it","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  route_ticket: {"summary":"Give a ticket to the ONLINE representative with the most free places","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  transition_ticket: {"summary":"Move a ticket one step on in its life","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"status":{"type":"string","enum":["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"]},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id","status"]}},
  bulk_update_tickets: {"summary":"Change many tickets at once: all of them, or none","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"ids":{"type":"array","minItems":1,"items":{"type":"string","format":"uuid","x-references":"tickets"}},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"ticketNumber":{"anyOf":[{"type":"string","maxLength":50},{"type":"array","items":{"type":"string","maxLength":50}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":50}}}]},"conversationId":{"anyOf":[{"type":["string","null"],"format":"uuid"},{"type":"array","items":{"type":["string","null"],"format":"uuid"}}]},"customerId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"assignedTo":{"anyOf":[{"type":["string","null"],"format":"uuid"},{"type":"array","items":{"type":["string","null"],"format":"uuid"}}]},"subject":{"anyOf":[{"type":"string","maxLength":500},{"type":"array","items":{"type":"string","maxLength":500}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":500}}}]},"description":{"anyOf":[{"type":"string","maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":"string","maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"status":{"anyOf":[{"type":"string","enum":["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"]},{"type":"array","items":{"type":"string","enum":["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"]}}]},"priority":{"anyOf":[{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT"]},{"type":"array","items":{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT"]}}]},"category":{"anyOf":[{"type":"string","enum":["TECHNICAL_ISSUE","BILLING_PAYMENT","ACCOUNT_MANAGEMENT","FEATURE_REQUEST","BUG_REPORT","OTHER"]},{"type":"array","items":{"type":"string","enum":["TECHNICAL_ISSUE","BILLING_PAYMENT","ACCOUNT_MANAGEMENT","FEATURE_REQUEST","BUG_REPORT","OTHER"]}}]},"aiHandled":{"anyOf":[{"type":"boolean"},{"type":"array","items":{"type":"boolean"}}]},"sentiment":{"anyOf":[{"type":["string","null"],"format":"decimal","x-precision":3,"x-scale":2},{"type":"array","items":{"type":["string","null"],"format":"decimal","x-precision":3,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2}}}]},"estimatedResolutionTime":{"anyOf":[{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"actualResolutionTime":{"anyOf":[{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"customerSatisfactionScore":{"anyOf":[{"type":["string","null"],"format":"decimal","x-precision":2,"x-scale":1},{"type":"array","items":{"type":["string","null"],"format":"decimal","x-precision":2,"x-scale":1}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":2,"x-scale":1},"gt":{"type":"string","format":"decimal","x-precision":2,"x-scale":1},"lte":{"type":"string","format":"decimal","x-precision":2,"x-scale":1},"lt":{"type":"string","format":"decimal","x-precision":2,"x-scale":1}}}]},"internalNotes":{"anyOf":[{"type":["string","null"],"maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":["string","null"],"maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"resolvedAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"closedAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"set":{"type":"object","additionalProperties":false,"properties":{"status":{"type":"string","enum":["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"]},"assignedTo":{"type":["string","null"],"format":"uuid","x-references":"representatives"},"priority":{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT"]},"category":{"type":"string","enum":["TECHNICAL_ISSUE","BILLING_PAYMENT","ACCOUNT_MANAGEMENT","FEATURE_REQUEST","BUG_REPORT","OTHER"]}},"required":[]},"addTags":{"type":"array","items":{"type":"string"}},"removeTags":{"type":"array","items":{"type":"string"}},"snoozed":{"type":"boolean"},"late":{"type":"boolean"},"requestId":{"type":"string","format":"uuid"}},"required":[]}},
  merge_tickets: {"summary":"Merge a ticket into another, which goes on with both conversations","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"into":{"type":"string","format":"uuid","x-references":"tickets"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id","into"]}},
  snooze_ticket: {"summary":"Take a ticket out of the queue until a moment, or until the customer writes","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"until":{"type":"string","format":"date-time"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id","until"]}},
  wake_ticket: {"summary":"Bring a sleeping ticket back into the queue","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  list_queue: {"summary":"A page of tickets with what is due when; sleeping ones left out, or alone","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["representatives","ticket_work","tickets","users"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"ticketNumber":{"anyOf":[{"type":"string","maxLength":50},{"type":"array","items":{"type":"string","maxLength":50}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":50}}}]},"conversationId":{"anyOf":[{"type":["string","null"],"format":"uuid"},{"type":"array","items":{"type":["string","null"],"format":"uuid"}}]},"customerId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"assignedTo":{"anyOf":[{"type":["string","null"],"format":"uuid"},{"type":"array","items":{"type":["string","null"],"format":"uuid"}}]},"subject":{"anyOf":[{"type":"string","maxLength":500},{"type":"array","items":{"type":"string","maxLength":500}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":500}}}]},"description":{"anyOf":[{"type":"string","maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":"string","maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"status":{"anyOf":[{"type":"string","enum":["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"]},{"type":"array","items":{"type":"string","enum":["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"]}}]},"priority":{"anyOf":[{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT"]},{"type":"array","items":{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT"]}}]},"category":{"anyOf":[{"type":"string","enum":["TECHNICAL_ISSUE","BILLING_PAYMENT","ACCOUNT_MANAGEMENT","FEATURE_REQUEST","BUG_REPORT","OTHER"]},{"type":"array","items":{"type":"string","enum":["TECHNICAL_ISSUE","BILLING_PAYMENT","ACCOUNT_MANAGEMENT","FEATURE_REQUEST","BUG_REPORT","OTHER"]}}]},"aiHandled":{"anyOf":[{"type":"boolean"},{"type":"array","items":{"type":"boolean"}}]},"sentiment":{"anyOf":[{"type":["string","null"],"format":"decimal","x-precision":3,"x-scale":2},{"type":"array","items":{"type":["string","null"],"format":"decimal","x-precision":3,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2}}}]},"estimatedResolutionTime":{"anyOf":[{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"actualResolutionTime":{"anyOf":[{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"customerSatisfactionScore":{"anyOf":[{"type":["string","null"],"format":"decimal","x-precision":2,"x-scale":1},{"type":"array","items":{"type":["string","null"],"format":"decimal","x-precision":2,"x-scale":1}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":2,"x-scale":1},"gt":{"type":"string","format":"decimal","x-precision":2,"x-scale":1},"lte":{"type":"string","format":"decimal","x-precision":2,"x-scale":1},"lt":{"type":"string","format":"decimal","x-precision":2,"x-scale":1}}}]},"internalNotes":{"anyOf":[{"type":["string","null"],"maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":["string","null"],"maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"resolvedAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"closedAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","updatedAt","priority","status","ticketNumber","subject","sentiment","resolvedAt","dueAt"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"snoozed":{"type":"boolean"},"late":{"type":"boolean"}},"required":[]}},
  count_queue: {"summary":"How many tickets are the caller's to do, late, or asleep, and until when that holds","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["ticket_work","tickets"],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  ticket_timeline: {"summary":"A ticket's messages and history, newest first, and what hangs on it","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["escalations","messages","refund_origins","refunds","representatives","ticket_work","tickets","users"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":100}},"required":["id"]}},
  add_message: {"summary":"Add a reply or a note to a ticket's conversation, or record what the customer wrote","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"ticketId":{"type":"string","format":"uuid","x-references":"tickets"},"visibility":{"type":"string","enum":["PUBLIC","INTERNAL"]},"body":{"type":"string","maxLength":100000,"x-multiline":true,"minLength":1},"authorId":{"type":["string","null"],"format":"uuid","x-references":"users"},"requestId":{"type":"string","format":"uuid"}},"required":["ticketId","visibility","body"]}},
  save_draft: {"summary":"Keep what one is writing; an empty text discards it","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"ticketId":{"type":"string","format":"uuid","x-references":"tickets"},"visibility":{"type":"string","enum":["PUBLIC","INTERNAL"]},"body":{"type":"string","maxLength":100000,"x-multiline":true},"requestId":{"type":"string","format":"uuid"}},"required":["ticketId","visibility","body"]}},
  list_saved_views: {"summary":"A page of saved views","kind":"read","resource":"saved_views","verb":"list","who":"JUNIOR_SUPPORT","reads":["saved_views"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"userId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"name":{"anyOf":[{"type":"string","maxLength":100},{"type":"array","items":{"type":"string","maxLength":100}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":100}}}]},"resource":{"anyOf":[{"type":"string","maxLength":50},{"type":"array","items":{"type":"string","maxLength":50}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":50}}}]},"shared":{"anyOf":[{"type":"boolean"},{"type":"array","items":{"type":"boolean"}}]},"position":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","updatedAt","position","name"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_saved_view: {"summary":"A saved view with its relations","kind":"read","resource":"saved_views","verb":"get","who":"JUNIOR_SUPPORT","reads":["saved_views"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"saved_views"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_saved_view: {"summary":"Create a saved view","kind":"write","resource":"saved_views","verb":"create","who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100,"minLength":1},"resource":{"type":"string","enum":["tickets","escalations","refunds"],"default":"tickets"},"filter":{"type":"object","x-json":true,"default":{}},"sort":{"type":["object","null"],"x-json":true},"shared":{"type":"boolean","default":false},"position":{"type":"integer","minimum":-2147483648,"maximum":2147483647,"default":0},"requestId":{"type":"string","format":"uuid"}},"required":["name"]}},
  update_saved_view: {"summary":"Change fields of a saved view","kind":"write","resource":"saved_views","verb":"update","who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"saved_views"},"name":{"type":"string","maxLength":100,"minLength":1},"filter":{"type":"object","x-json":true},"sort":{"type":["object","null"],"x-json":true},"shared":{"type":"boolean"},"position":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_saved_view: {"summary":"Delete a saved view, with what hangs on it","kind":"write","resource":"saved_views","verb":"delete","who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"saved_views"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  count_saved_views: {"summary":"How many rows each saved view holds now","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["escalations","refunds","saved_views","ticket_work","tickets"],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  list_escalations: {"summary":"A page of escalations","kind":"read","resource":"escalations","verb":"list","who":"JUNIOR_SUPPORT","reads":["escalations","representatives","users"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"conversationId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"customerId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"assignedTo":{"anyOf":[{"type":["string","null"],"format":"uuid"},{"type":"array","items":{"type":["string","null"],"format":"uuid"}}]},"priority":{"anyOf":[{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT","CRITICAL"]},{"type":"array","items":{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT","CRITICAL"]}}]},"status":{"anyOf":[{"type":"string","enum":["PENDING","ASSIGNED","IN_PROGRESS","RESOLVED"]},{"type":"array","items":{"type":"string","enum":["PENDING","ASSIGNED","IN_PROGRESS","RESOLVED"]}}]},"reason":{"anyOf":[{"type":"string","enum":["AI_UNABLE_TO_RESOLVE","CUSTOMER_REQUEST","NEGATIVE_SENTIMENT","TECHNICAL_ISSUE","BILLING_DISPUTE","HIGH_VALUE_CUSTOMER","OTHER"]},{"type":"array","items":{"type":"string","enum":["AI_UNABLE_TO_RESOLVE","CUSTOMER_REQUEST","NEGATIVE_SENTIMENT","TECHNICAL_ISSUE","BILLING_DISPUTE","HIGH_VALUE_CUSTOMER","OTHER"]}}]},"issueDescription":{"anyOf":[{"type":"string","maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":"string","maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"waitTime":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"notes":{"anyOf":[{"type":["string","null"],"maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":["string","null"],"maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"aiSummary":{"anyOf":[{"type":["string","null"],"maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":["string","null"],"maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"assignedAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"resolvedAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","updatedAt","priority","status","waitTime"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_escalation: {"summary":"A escalation with its relations","kind":"read","resource":"escalations","verb":"get","who":"JUNIOR_SUPPORT","reads":["escalations","representatives","users"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"escalations"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_escalation: {"summary":"Create a escalation","kind":"write","resource":"escalations","verb":"create","who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"conversationId":{"type":"string","format":"uuid"},"customerId":{"type":"string","format":"uuid","x-references":"users"},"reason":{"type":"string","enum":["AI_UNABLE_TO_RESOLVE","CUSTOMER_REQUEST","NEGATIVE_SENTIMENT","TECHNICAL_ISSUE","BILLING_DISPUTE","HIGH_VALUE_CUSTOMER","OTHER"]},"issueDescription":{"type":"string","maxLength":1000000,"x-multiline":true,"minLength":1},"assignedTo":{"type":["string","null"],"format":"uuid","x-references":"representatives"},"priority":{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT","CRITICAL"],"default":"NORMAL"},"status":{"type":"string","enum":["PENDING","ASSIGNED","IN_PROGRESS","RESOLVED"],"default":"PENDING"},"waitTime":{"type":"integer","minimum":0,"maximum":2147483647,"default":0},"notes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"aiSummary":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"requestId":{"type":"string","format":"uuid"}},"required":["conversationId","customerId","reason","issueDescription"]}},
  update_escalation: {"summary":"Change fields of a escalation","kind":"write","resource":"escalations","verb":"update","who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"escalations"},"assignedTo":{"type":["string","null"],"format":"uuid","x-references":"representatives"},"priority":{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT","CRITICAL"]},"status":{"type":"string","enum":["PENDING","ASSIGNED","IN_PROGRESS","RESOLVED"]},"waitTime":{"type":"integer","minimum":0,"maximum":2147483647},"notes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"aiSummary":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_escalation: {"summary":"Delete a escalation, with what hangs on it","kind":"write","resource":"escalations","verb":"delete","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"escalations"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  count_escalations: {"summary":"How many escalations there are by status","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["escalations"],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  escalate_ticket: {"summary":"Hand a ticket's conversation to a person","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"tickets"},"reason":{"type":"string","enum":["AI_UNABLE_TO_RESOLVE","CUSTOMER_REQUEST","NEGATIVE_SENTIMENT","TECHNICAL_ISSUE","BILLING_DISPUTE","HIGH_VALUE_CUSTOMER","OTHER"]},"issueDescription":{"type":"string","maxLength":1000000,"x-multiline":true,"minLength":1},"priority":{"type":"string","enum":["LOW","NORMAL","HIGH","URGENT","CRITICAL"],"default":"NORMAL"},"assignedTo":{"type":["string","null"],"format":"uuid","x-references":"representatives"},"notes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id","reason"]}},
  claim_escalation: {"summary":"Take an escalation that nobody has","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"escalations"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  resolve_escalation: {"summary":"Resolve an escalation","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"escalations"},"notes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  workload: {"summary":"Every representative's load and capacity, and what they have to do","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["escalations","representatives","tickets","users"],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  list_refunds: {"summary":"A page of refunds","kind":"read","resource":"refunds","verb":"list","who":"JUNIOR_SUPPORT","reads":["refunds","representatives","users"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"orderId":{"anyOf":[{"type":"string","maxLength":255},{"type":"array","items":{"type":"string","maxLength":255}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":255}}}]},"customerId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"amount":{"anyOf":[{"type":"string","format":"decimal","x-precision":10,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":10,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":10,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":10,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":10,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":10,"x-scale":2}}}]},"reason":{"anyOf":[{"type":"string","enum":["AI_BUG","SERVICE_DOWNTIME","UX_ISSUE","BILLING_ERROR","CUSTOMER_REQUEST","OTHER"]},{"type":"array","items":{"type":"string","enum":["AI_BUG","SERVICE_DOWNTIME","UX_ISSUE","BILLING_ERROR","CUSTOMER_REQUEST","OTHER"]}}]},"status":{"anyOf":[{"type":"string","enum":["PENDING","APPROVED","REJECTED","COMPLETED"]},{"type":"array","items":{"type":"string","enum":["PENDING","APPROVED","REJECTED","COMPLETED"]}}]},"notes":{"anyOf":[{"type":["string","null"],"maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":["string","null"],"maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"approvedBy":{"anyOf":[{"type":["string","null"],"format":"uuid"},{"type":"array","items":{"type":["string","null"],"format":"uuid"}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"processedAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","updatedAt","amount","status","processedAt","orderId"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_refund: {"summary":"A refund with its relations","kind":"read","resource":"refunds","verb":"get","who":"JUNIOR_SUPPORT","reads":["refunds","representatives","users"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"refunds"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_refund: {"summary":"Create a refund","kind":"write","resource":"refunds","verb":"create","who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"orderId":{"type":"string","maxLength":255,"minLength":1},"customerId":{"type":"string","format":"uuid","x-references":"users"},"amount":{"type":"string","format":"decimal","x-precision":10,"x-scale":2,"x-minimum":"0.01"},"reason":{"type":"string","enum":["AI_BUG","SERVICE_DOWNTIME","UX_ISSUE","BILLING_ERROR","CUSTOMER_REQUEST","OTHER"]},"status":{"type":"string","enum":["PENDING","APPROVED","REJECTED","COMPLETED"],"default":"PENDING"},"notes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"approvedBy":{"type":["string","null"],"format":"uuid","x-references":"representatives"},"requestId":{"type":"string","format":"uuid"}},"required":["orderId","customerId","amount","reason"]}},
  update_refund: {"summary":"Change fields of a refund","kind":"write","resource":"refunds","verb":"update","who":"SENIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"refunds"},"status":{"type":"string","enum":["PENDING","APPROVED","REJECTED","COMPLETED"]},"notes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"approvedBy":{"type":["string","null"],"format":"uuid","x-references":"representatives"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_refund: {"summary":"Delete a refund, with what hangs on it","kind":"write","resource":"refunds","verb":"delete","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"refunds"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  count_refunds: {"summary":"How many refunds there are by status","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["refunds"],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  request_refund: {"summary":"Ask for a refund in a ticket, for its customer","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"ticketId":{"type":"string","format":"uuid","x-references":"tickets"},"orderId":{"type":"string","maxLength":255,"minLength":1},"amount":{"type":"string","format":"decimal","x-precision":10,"x-scale":2,"x-minimum":"0.01"},"reason":{"type":"string","enum":["AI_BUG","SERVICE_DOWNTIME","UX_ISSUE","BILLING_ERROR","CUSTOMER_REQUEST","OTHER"]},"notes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"requestId":{"type":"string","format":"uuid"}},"required":["ticketId","orderId","amount","reason"]}},
  approve_refund: {"summary":"Grant a refund that is PENDING, from the budget that runs now","kind":"write","resource":null,"verb":null,"who":"SENIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"refunds"},"notes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"approvedBy":{"type":["string","null"],"format":"uuid","x-references":"representatives"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  reject_refund: {"summary":"Refuse a refund that is PENDING","kind":"write","resource":null,"verb":null,"who":"SENIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"refunds"},"notes":{"type":["string","null"],"maxLength":1000000,"x-multiline":true},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  complete_refund: {"summary":"The money of an APPROVED refund has gone out","kind":"write","resource":null,"verb":null,"who":"SENIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"refunds"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  refund_card: {"summary":"All that a decision on a refund is made from","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["budget_alerts","budget_usage_records","budgets","organizations","refund_origins","refunds","representatives","tickets","users"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"refunds"}},"required":["id"]}},
  check_refund: {"summary":"The refunds of an order that were not rejected","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["refunds","representatives","users"],"input":{"type":"object","additionalProperties":false,"properties":{"orderId":{"type":"string","maxLength":255,"minLength":1},"customerId":{"type":"string","format":"uuid","x-references":"users"},"amount":{"type":"string","format":"decimal","x-precision":10,"x-scale":2,"x-minimum":"0.01"}},"required":["orderId"]}},
  list_budgets: {"summary":"A page of budgets","kind":"read","resource":"budgets","verb":"list","who":"JUNIOR_SUPPORT","reads":["budgets"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"type":{"anyOf":[{"type":"string","enum":["REFUND","COMPENSATION","DISCOUNT","CREDIT"]},{"type":"array","items":{"type":"string","enum":["REFUND","COMPENSATION","DISCOUNT","CREDIT"]}}]},"period":{"anyOf":[{"type":"string","enum":["DAILY","WEEKLY","MONTHLY","QUARTERLY","YEARLY"]},{"type":"array","items":{"type":"string","enum":["DAILY","WEEKLY","MONTHLY","QUARTERLY","YEARLY"]}}]},"limit":{"anyOf":[{"type":"string","format":"decimal","x-precision":12,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}}}]},"spent":{"anyOf":[{"type":"string","format":"decimal","x-precision":12,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}}}]},"remaining":{"anyOf":[{"type":"string","format":"decimal","x-precision":12,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}}}]},"autoAlertsEnabled":{"anyOf":[{"type":"boolean"},{"type":"array","items":{"type":"boolean"}}]},"refundLimitPerUser":{"anyOf":[{"type":["string","null"],"format":"decimal","x-precision":10,"x-scale":2},{"type":"array","items":{"type":["string","null"],"format":"decimal","x-precision":10,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":10,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":10,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":10,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":10,"x-scale":2}}}]},"periodStart":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"periodEnd":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","updatedAt","periodStart","periodEnd","limit","spent","remaining","type"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_budget: {"summary":"A budget with its relations","kind":"read","resource":"budgets","verb":"get","who":"JUNIOR_SUPPORT","reads":["budget_usage_records","budgets"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"budgets"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_budget: {"summary":"Create a budget","kind":"write","resource":"budgets","verb":"create","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"type":{"type":"string","enum":["REFUND","COMPENSATION","DISCOUNT","CREDIT"]},"period":{"type":"string","enum":["DAILY","WEEKLY","MONTHLY","QUARTERLY","YEARLY"]},"limit":{"type":"string","format":"decimal","x-precision":12,"x-scale":2,"x-minimum":"0.00"},"periodStart":{"type":"string","format":"date-time"},"periodEnd":{"type":"string","format":"date-time"},"alertThresholds":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["percentage","enabled"],"properties":{"percentage":{"type":"number","minimum":0,"maximum":100},"enabled":{"type":"boolean"}}},"default":[]},"autoAlertsEnabled":{"type":"boolean","default":true},"refundLimitPerUser":{"type":["string","null"],"format":"decimal","x-precision":10,"x-scale":2,"x-minimum":"0.00"},"requestId":{"type":"string","format":"uuid"}},"required":["type","period","limit","periodStart","periodEnd"]}},
  update_budget: {"summary":"Change fields of a budget","kind":"write","resource":"budgets","verb":"update","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"budgets"},"limit":{"type":"string","format":"decimal","x-precision":12,"x-scale":2,"x-minimum":"0.00"},"alertThresholds":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["percentage","enabled"],"properties":{"percentage":{"type":"number","minimum":0,"maximum":100},"enabled":{"type":"boolean"}}}},"autoAlertsEnabled":{"type":"boolean"},"refundLimitPerUser":{"type":["string","null"],"format":"decimal","x-precision":10,"x-scale":2,"x-minimum":"0.00"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_budget: {"summary":"Delete a budget, with what hangs on it","kind":"write","resource":"budgets","verb":"delete","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"budgets"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  roll_budgets: {"summary":"Open the next periods of budgets whose last one has ended","kind":"write","resource":null,"verb":null,"who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"requestId":{"type":"string","format":"uuid"}},"required":[]}},
  budget_burn_down: {"summary":"A budget's spending day by day, and what is foreseen of it","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["budget_usage_records","budgets"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"budgets"}},"required":["id"]}},
  explain_budget: {"summary":"What a budget's spent is made up of: its opening and its usage records","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["budget_usage_records","budgets","refunds"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"budgets"},"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true}},"required":["id"]}},
  list_budget_alerts: {"summary":"A page of budget alerts","kind":"read","resource":"budget_alerts","verb":"list","who":"JUNIOR_SUPPORT","reads":["budget_alerts","budgets"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"budgetId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"percentage":{"anyOf":[{"type":"string","format":"decimal","x-precision":5,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}}}]},"spent":{"anyOf":[{"type":"string","format":"decimal","x-precision":12,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}}}]},"limit":{"anyOf":[{"type":"string","format":"decimal","x-precision":12,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":12,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":12,"x-scale":2}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","percentage","spent"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  list_agents: {"summary":"A page of agents","kind":"read","resource":"agents","verb":"list","who":"JUNIOR_SUPPORT","reads":["agent_configurations"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"name":{"anyOf":[{"type":"string","maxLength":255},{"type":"array","items":{"type":"string","maxLength":255}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":255}}}]},"type":{"anyOf":[{"type":"string","enum":["RESPONSE_RECOMMENDATION","CUSTOMER_SPEND","SENTIMENT_ANALYSIS","ESCALATION_PREDICTOR","CUSTOM"]},{"type":"array","items":{"type":"string","enum":["RESPONSE_RECOMMENDATION","CUSTOMER_SPEND","SENTIMENT_ANALYSIS","ESCALATION_PREDICTOR","CUSTOM"]}}]},"description":{"anyOf":[{"type":"string","maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":"string","maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"enabled":{"anyOf":[{"type":"boolean"},{"type":"array","items":{"type":"boolean"}}]},"status":{"anyOf":[{"type":"string","enum":["ACTIVE","PAUSED","DISABLED"]},{"type":"array","items":{"type":"string","enum":["ACTIVE","PAUSED","DISABLED"]}}]},"assertions":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"accuracy":{"anyOf":[{"type":"string","format":"decimal","x-precision":5,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}}}]},"avgLatency":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"lastRunAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["createdAt","updatedAt","name","type","status","accuracy"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_agent: {"summary":"A agent with its relations","kind":"read","resource":"agents","verb":"get","who":"JUNIOR_SUPPORT","reads":["agent_configurations"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"agent_configurations"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_agent: {"summary":"Create a agent","kind":"write","resource":"agents","verb":"create","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":255,"minLength":1},"type":{"type":"string","enum":["RESPONSE_RECOMMENDATION","CUSTOMER_SPEND","SENTIMENT_ANALYSIS","ESCALATION_PREDICTOR","CUSTOM"]},"description":{"type":"string","maxLength":1000000,"x-multiline":true,"minLength":1},"enabled":{"type":"boolean","default":true},"status":{"type":"string","enum":["ACTIVE","PAUSED","DISABLED"],"default":"ACTIVE"},"dataSources":{"type":"array","items":{"type":"string"},"default":[]},"thresholds":{"type":"object","x-json":true,"default":{}},"metadata":{"type":["object","null"],"x-json":true},"requestId":{"type":"string","format":"uuid"}},"required":["name","type","description"]}},
  update_agent: {"summary":"Change fields of a agent","kind":"write","resource":"agents","verb":"update","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"agent_configurations"},"name":{"type":"string","maxLength":255,"minLength":1},"description":{"type":"string","maxLength":1000000,"x-multiline":true,"minLength":1},"enabled":{"type":"boolean"},"status":{"type":"string","enum":["ACTIVE","PAUSED","DISABLED"]},"dataSources":{"type":"array","items":{"type":"string"}},"thresholds":{"type":"object","x-json":true},"metadata":{"type":["object","null"],"x-json":true},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_agent: {"summary":"Delete a agent, with what hangs on it","kind":"write","resource":"agents","verb":"delete","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"agent_configurations"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  list_decision_rules: {"summary":"A page of decision rules","kind":"read","resource":"decision_rules","verb":"list","who":"JUNIOR_SUPPORT","reads":["decision_rules"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"name":{"anyOf":[{"type":"string","maxLength":255},{"type":"array","items":{"type":"string","maxLength":255}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":255}}}]},"description":{"anyOf":[{"type":"string","maxLength":1000000,"x-multiline":true},{"type":"array","items":{"type":"string","maxLength":1000000,"x-multiline":true}},{"type":"object","additionalProperties":false,"properties":{"startsWith":{"type":"string","maxLength":1000000,"x-multiline":true}}}]},"enabled":{"anyOf":[{"type":"boolean"},{"type":"array","items":{"type":"boolean"}}]},"priority":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"action":{"anyOf":[{"type":"string","enum":["AUTO_RESOLVE","ESCALATE_TO_HUMAN","REQUEST_MORE_INFO","ROUTE_TO_SENIOR","AUTO_APPROVE_REFUND","DENY_REFUND","CUSTOM"]},{"type":"array","items":{"type":"string","enum":["AUTO_RESOLVE","ESCALATE_TO_HUMAN","REQUEST_MORE_INFO","ROUTE_TO_SENIOR","AUTO_APPROVE_REFUND","DENY_REFUND","CUSTOM"]}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"updatedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"lastTriggeredAt":{"anyOf":[{"type":["string","null"],"format":"date-time"},{"type":"array","items":{"type":["string","null"],"format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["priority","createdAt","updatedAt","name","lastTriggeredAt"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_decision_rule: {"summary":"A decision rule with its relations","kind":"read","resource":"decision_rules","verb":"get","who":"JUNIOR_SUPPORT","reads":["decision_rules"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"decision_rules"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  create_decision_rule: {"summary":"Create a decision rule","kind":"write","resource":"decision_rules","verb":"create","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":255,"minLength":1},"description":{"type":"string","maxLength":1000000,"x-multiline":true,"minLength":1},"priority":{"type":"integer","minimum":0,"maximum":2147483647},"conditions":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,"required":["field","operator","value"],"properties":{"field":{"type":"string","minLength":1},"operator":{"type":"string","enum":["eq","ne","gt","gte","lt","lte","in","nin","contains"]},"value":{"x-json":true}}}},"action":{"type":"string","enum":["AUTO_RESOLVE","ESCALATE_TO_HUMAN","REQUEST_MORE_INFO","ROUTE_TO_SENIOR","AUTO_APPROVE_REFUND","DENY_REFUND","CUSTOM"]},"enabled":{"type":"boolean","default":true},"actionParams":{"type":["object","null"],"x-json":true},"requestId":{"type":"string","format":"uuid"}},"required":["name","description","priority","conditions","action"]}},
  update_decision_rule: {"summary":"Change fields of a decision rule","kind":"write","resource":"decision_rules","verb":"update","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"decision_rules"},"name":{"type":"string","maxLength":255,"minLength":1},"description":{"type":"string","maxLength":1000000,"x-multiline":true,"minLength":1},"priority":{"type":"integer","minimum":0,"maximum":2147483647},"conditions":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,"required":["field","operator","value"],"properties":{"field":{"type":"string","minLength":1},"operator":{"type":"string","enum":["eq","ne","gt","gte","lt","lte","in","nin","contains"]},"value":{"x-json":true}}}},"action":{"type":"string","enum":["AUTO_RESOLVE","ESCALATE_TO_HUMAN","REQUEST_MORE_INFO","ROUTE_TO_SENIOR","AUTO_APPROVE_REFUND","DENY_REFUND","CUSTOM"]},"enabled":{"type":"boolean"},"actionParams":{"type":["object","null"],"x-json":true},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  delete_decision_rule: {"summary":"Delete a decision rule, with what hangs on it","kind":"write","resource":"decision_rules","verb":"delete","who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"decision_rules"},"expectedUpdatedAt":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":["id"]}},
  list_performance_metrics: {"summary":"A page of performance metrics","kind":"read","resource":"performance_metrics","verb":"list","who":"JUNIOR_SUPPORT","reads":["performance_metrics"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"period":{"anyOf":[{"type":"string","enum":["HOUR","DAY","WEEK","MONTH","QUARTER","YEAR"]},{"type":"array","items":{"type":"string","enum":["HOUR","DAY","WEEK","MONTH","QUARTER","YEAR"]}}]},"periodStart":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"periodEnd":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"totalChats":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"activeChats":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"avgResponseTime":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"firstContactResolution":{"anyOf":[{"type":"string","format":"decimal","x-precision":5,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}}}]},"customerSatisfaction":{"anyOf":[{"type":"string","format":"decimal","x-precision":3,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":3,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2}}}]},"escalationRate":{"anyOf":[{"type":"string","format":"decimal","x-precision":5,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}}}]},"aiResolutionRate":{"anyOf":[{"type":"string","format":"decimal","x-precision":5,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}}}]},"ticketsResolved":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["periodStart","createdAt","period"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  list_team_performance: {"summary":"A page of team performance","kind":"read","resource":"team_performance","verb":"list","who":"JUNIOR_SUPPORT","reads":["representatives","team_performance","users"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":1000000,"x-multiline":true},"offset":{"type":"integer","minimum":0,"maximum":1000000000},"filter":{"type":"object","additionalProperties":false,"properties":{"id":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"representativeId":{"anyOf":[{"type":"string","format":"uuid"},{"type":"array","items":{"type":"string","format":"uuid"}}]},"period":{"anyOf":[{"type":"string","enum":["HOUR","DAY","WEEK","MONTH","QUARTER","YEAR"]},{"type":"array","items":{"type":"string","enum":["HOUR","DAY","WEEK","MONTH","QUARTER","YEAR"]}}]},"periodStart":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"periodEnd":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]},"ticketsHandled":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"avgResponseTime":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"gt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lte":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"lt":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}]},"resolutionRate":{"anyOf":[{"type":"string","format":"decimal","x-precision":5,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":5,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":5,"x-scale":2}}}]},"customerSatisfaction":{"anyOf":[{"type":"string","format":"decimal","x-precision":3,"x-scale":2},{"type":"array","items":{"type":"string","format":"decimal","x-precision":3,"x-scale":2}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"gt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lte":{"type":"string","format":"decimal","x-precision":3,"x-scale":2},"lt":{"type":"string","format":"decimal","x-precision":3,"x-scale":2}}}]},"trend":{"anyOf":[{"type":"string","enum":["UP","DOWN","STABLE"]},{"type":"array","items":{"type":"string","enum":["UP","DOWN","STABLE"]}}]},"createdAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"array","items":{"type":"string","format":"date-time"}},{"type":"object","additionalProperties":false,"properties":{"gte":{"type":"string","format":"date-time"},"gt":{"type":"string","format":"date-time"},"lte":{"type":"string","format":"date-time"},"lt":{"type":"string","format":"date-time"}}}]}}},"sort":{"type":"object","additionalProperties":false,"required":["field"],"properties":{"field":{"type":"string","enum":["periodStart","createdAt","period","ticketsHandled","customerSatisfaction"]},"direction":{"type":"string","enum":["asc","desc"],"default":"desc"}}},"asOf":{"type":"string","format":"date-time"}},"required":[]}},
  get_representative_performance: {"summary":"A representative with all of their figures","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["representatives","team_performance","users"],"input":{"type":"object","additionalProperties":false,"properties":{"id":{"type":"string","format":"uuid","x-references":"representatives"},"asOf":{"type":"string","format":"date-time"}},"required":["id"]}},
  row_history: {"summary":"Every change of a row: who, when, from what to what","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"],"input":{"type":"object","additionalProperties":false,"properties":{"table":{"type":"string","enum":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"]},"id":{"type":"string","format":"uuid"},"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":20}},"required":["table","id"]}},
  today: {"summary":"The last 30 days, the budgets that run now, and one's own open tickets","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["budgets","organizations","representatives","ticket_work","tickets"],"input":{"type":"object","additionalProperties":false,"properties":{},"required":[]}},
  search: {"summary":"Find tickets, messages, customers, escalations and refunds by their words","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["escalations","messages","refunds","representatives","tickets","users"],"input":{"type":"object","additionalProperties":false,"properties":{"query":{"type":"string","maxLength":10000},"limit":{"type":"integer","minimum":1,"maximum":200},"cursor":{"type":"string","maxLength":2000}},"required":["query"]}},
  rebuild_search: {"summary":"Make the search index anew","kind":"write","resource":null,"verb":null,"who":"ADMIN","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"requestId":{"type":"string","format":"uuid"}},"required":[]}},
  create_many: {"summary":"Create many rows of one resource: all of them, or none","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"resource":{"type":"string","enum":["users","representatives","customer_profiles","tickets","escalations","refunds","budgets","agents","decision_rules"]},"items":{"type":"array","items":{"type":"object"}},"requestId":{"type":"string","format":"uuid"}},"required":["resource","items"]}},
  undo: {"summary":"Reverse one's own last operation, or the one named; what moved on since is skipped and reported","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"group":{"type":"integer","minimum":1,"maximum":9007199254740991},"requestId":{"type":"string","format":"uuid"}},"required":[]}},
  redo: {"summary":"Do again what was undone last, or the operation named","kind":"write","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"group":{"type":"integer","minimum":1,"maximum":9007199254740991},"requestId":{"type":"string","format":"uuid"}},"required":[]}},
  list_activity: {"summary":"What was done, operation by operation, newest first","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"],"input":{"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":50},"filter":{"type":"object","additionalProperties":false,"properties":{"actor":{"type":"string","format":"uuid","x-references":"users"},"table":{"type":"string","enum":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"]},"operation":{"type":"string","maxLength":100},"before":{"type":"string","format":"date-time"},"after":{"type":"string","format":"date-time"}},"required":[]}},"required":[]}},
  activity_entries: {"summary":"The changes that one operation made, in their order","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"],"input":{"type":"object","additionalProperties":false,"properties":{"group":{"type":"integer","minimum":1,"maximum":9007199254740991},"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":20}},"required":["group"]}},
  list_deleted: {"summary":"Rows that were deleted and are still gone, newest first","kind":"read","resource":null,"verb":null,"who":"JUNIOR_SUPPORT","reads":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"],"input":{"type":"object","additionalProperties":false,"properties":{"table":{"type":"string","enum":["users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"]},"limit":{"type":"integer","minimum":1,"maximum":500},"cursor":{"type":"string","maxLength":20}},"required":[]}},
  restore_row: {"summary":"Bring a deleted row back, with what went with it and the references to it","kind":"write","resource":null,"verb":null,"who":"TEAM_LEAD","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"table":{"type":"string","enum":["users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"]},"id":{"type":"string","format":"uuid"},"requestId":{"type":"string","format":"uuid"}},"required":["table","id"]}},
  purge: {"summary":"Drop what is known of deleted rows for good","kind":"write","resource":null,"verb":null,"who":"ADMIN","reads":[],"input":{"type":"object","additionalProperties":false,"properties":{"table":{"type":"string","enum":["users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"]},"id":{"type":"string","format":"uuid"},"before":{"type":"string","format":"date-time"},"requestId":{"type":"string","format":"uuid"}},"required":[]}},
} as const;

/** The labels of every enum, in order. */
export const enums = {
  account_standing: ["GOOD","WARNING","SUSPENDED","CLOSED"],
  account_tier: ["FREE","STARTER","PRO","ENTERPRISE"],
  agent_status: ["ACTIVE","PAUSED","DISABLED"],
  agent_type: ["RESPONSE_RECOMMENDATION","CUSTOMER_SPEND","SENTIMENT_ANALYSIS","ESCALATION_PREDICTOR","CUSTOM"],
  billing_cycle: ["MONTHLY","QUARTERLY","YEARLY"],
  budget_period: ["DAILY","WEEKLY","MONTHLY","QUARTERLY","YEARLY"],
  budget_type: ["REFUND","COMPENSATION","DISCOUNT","CREDIT"],
  decision_rule_action: ["AUTO_RESOLVE","ESCALATE_TO_HUMAN","REQUEST_MORE_INFO","ROUTE_TO_SENIOR","AUTO_APPROVE_REFUND","DENY_REFUND","CUSTOM"],
  escalation_priority: ["LOW","NORMAL","HIGH","URGENT","CRITICAL"],
  escalation_reason: ["AI_UNABLE_TO_RESOLVE","CUSTOMER_REQUEST","NEGATIVE_SENTIMENT","TECHNICAL_ISSUE","BILLING_DISPUTE","HIGH_VALUE_CUSTOMER","OTHER"],
  escalation_status: ["PENDING","ASSIGNED","IN_PROGRESS","RESOLVED"],
  message_visibility: ["PUBLIC","INTERNAL"],
  metric_period: ["HOUR","DAY","WEEK","MONTH","QUARTER","YEAR"],
  organization_plan: ["FREE","STARTER","PROFESSIONAL","ENTERPRISE"],
  organization_status: ["ACTIVE","SUSPENDED","TRIAL","CANCELLED"],
  performance_trend: ["UP","DOWN","STABLE"],
  refund_reason: ["AI_BUG","SERVICE_DOWNTIME","UX_ISSUE","BILLING_ERROR","CUSTOMER_REQUEST","OTHER"],
  refund_status: ["PENDING","APPROVED","REJECTED","COMPLETED"],
  representative_role: ["JUNIOR_SUPPORT","SENIOR_SUPPORT","TEAM_LEAD","ADMIN"],
  representative_status: ["ONLINE","AWAY","OFFLINE"],
  ticket_category: ["TECHNICAL_ISSUE","BILLING_PAYMENT","ACCOUNT_MANAGEMENT","FEATURE_REQUEST","BUG_REPORT","OTHER"],
  ticket_priority: ["LOW","NORMAL","HIGH","URGENT"],
  ticket_status: ["OPEN","IN_PROGRESS","WAITING","RESOLVED","CLOSED"],
  user_role: ["CUSTOMER","REPRESENTATIVE","ADMIN"],
} as const;
