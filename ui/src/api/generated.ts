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
  row_label: { input: {
    table: "organizations" | "users" | "representatives" | "customer_profiles" | "tickets" | "escalations" | "refunds" | "budgets" | "budget_usage_records" | "agent_configurations" | "decision_rules" | "performance_metrics" | "team_performance" | "messages" | "ticket_work" | "refund_origins" | "saved_views" | "budget_alerts";
    id: string;
  }; output: { table: string; id: string; label: string } };
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

/** Who may carry out each operation, and the tables it reads. */
export const operations = {
  health: {"who":"ANYONE","reads":[]},
  session: {"who":"ANYONE","reads":["organizations","representatives","users"]},
  list_sign_ins: {"who":"ANYONE","reads":["organizations","representatives","users"]},
  sign_in: {"who":"ANYONE","reads":[]},
  sign_out: {"who":"ANYONE","reads":[]},
  get_organization: {"who":"JUNIOR_SUPPORT","reads":["organizations"]},
  create_organization: {"who":"ANYONE","reads":[]},
  update_organization: {"who":"ADMIN","reads":[]},
  delete_organization: {"who":"ADMIN","reads":[]},
  list_users: {"who":"JUNIOR_SUPPORT","reads":["users"]},
  get_user: {"who":"JUNIOR_SUPPORT","reads":["users"]},
  create_user: {"who":"JUNIOR_SUPPORT","reads":[]},
  update_user: {"who":"ADMIN","reads":[]},
  delete_user: {"who":"ADMIN","reads":[]},
  list_representatives: {"who":"JUNIOR_SUPPORT","reads":["representatives","users"]},
  get_representative: {"who":"JUNIOR_SUPPORT","reads":["representatives","team_performance","users"]},
  create_representative: {"who":"TEAM_LEAD","reads":[]},
  update_representative: {"who":"TEAM_LEAD","reads":[]},
  delete_representative: {"who":"TEAM_LEAD","reads":[]},
  list_customer_profiles: {"who":"JUNIOR_SUPPORT","reads":["customer_profiles","users"]},
  get_customer_profile: {"who":"JUNIOR_SUPPORT","reads":["customer_profiles","users"]},
  create_customer_profile: {"who":"JUNIOR_SUPPORT","reads":[]},
  update_customer_profile: {"who":"TEAM_LEAD","reads":[]},
  delete_customer_profile: {"who":"TEAM_LEAD","reads":[]},
  list_tickets: {"who":"JUNIOR_SUPPORT","reads":["representatives","tickets","users"]},
  get_ticket: {"who":"JUNIOR_SUPPORT","reads":["representatives","tickets","users"]},
  create_ticket: {"who":"JUNIOR_SUPPORT","reads":[]},
  update_ticket: {"who":"JUNIOR_SUPPORT","reads":[]},
  delete_ticket: {"who":"TEAM_LEAD","reads":[]},
  count_tickets: {"who":"JUNIOR_SUPPORT","reads":["tickets"]},
  assign_ticket: {"who":"JUNIOR_SUPPORT","reads":[]},
  unassign_ticket: {"who":"JUNIOR_SUPPORT","reads":[]},
  route_ticket: {"who":"JUNIOR_SUPPORT","reads":[]},
  transition_ticket: {"who":"JUNIOR_SUPPORT","reads":[]},
  bulk_update_tickets: {"who":"JUNIOR_SUPPORT","reads":[]},
  merge_tickets: {"who":"JUNIOR_SUPPORT","reads":[]},
  snooze_ticket: {"who":"JUNIOR_SUPPORT","reads":[]},
  wake_ticket: {"who":"JUNIOR_SUPPORT","reads":[]},
  list_queue: {"who":"JUNIOR_SUPPORT","reads":["representatives","ticket_work","tickets","users"]},
  count_queue: {"who":"JUNIOR_SUPPORT","reads":["ticket_work","tickets"]},
  ticket_timeline: {"who":"JUNIOR_SUPPORT","reads":["escalations","messages","refund_origins","refunds","representatives","ticket_work","tickets","users"]},
  add_message: {"who":"JUNIOR_SUPPORT","reads":[]},
  save_draft: {"who":"JUNIOR_SUPPORT","reads":[]},
  list_saved_views: {"who":"JUNIOR_SUPPORT","reads":["saved_views"]},
  get_saved_view: {"who":"JUNIOR_SUPPORT","reads":["saved_views"]},
  create_saved_view: {"who":"JUNIOR_SUPPORT","reads":[]},
  update_saved_view: {"who":"JUNIOR_SUPPORT","reads":[]},
  delete_saved_view: {"who":"JUNIOR_SUPPORT","reads":[]},
  count_saved_views: {"who":"JUNIOR_SUPPORT","reads":["escalations","refunds","saved_views","ticket_work","tickets"]},
  list_escalations: {"who":"JUNIOR_SUPPORT","reads":["escalations","representatives","users"]},
  get_escalation: {"who":"JUNIOR_SUPPORT","reads":["escalations","representatives","users"]},
  create_escalation: {"who":"JUNIOR_SUPPORT","reads":[]},
  update_escalation: {"who":"JUNIOR_SUPPORT","reads":[]},
  delete_escalation: {"who":"TEAM_LEAD","reads":[]},
  count_escalations: {"who":"JUNIOR_SUPPORT","reads":["escalations"]},
  escalate_ticket: {"who":"JUNIOR_SUPPORT","reads":[]},
  claim_escalation: {"who":"JUNIOR_SUPPORT","reads":[]},
  resolve_escalation: {"who":"JUNIOR_SUPPORT","reads":[]},
  workload: {"who":"JUNIOR_SUPPORT","reads":["escalations","representatives","tickets","users"]},
  list_refunds: {"who":"JUNIOR_SUPPORT","reads":["refunds","representatives","users"]},
  get_refund: {"who":"JUNIOR_SUPPORT","reads":["refunds","representatives","users"]},
  create_refund: {"who":"JUNIOR_SUPPORT","reads":[]},
  update_refund: {"who":"SENIOR_SUPPORT","reads":[]},
  delete_refund: {"who":"TEAM_LEAD","reads":[]},
  count_refunds: {"who":"JUNIOR_SUPPORT","reads":["refunds"]},
  request_refund: {"who":"JUNIOR_SUPPORT","reads":[]},
  approve_refund: {"who":"SENIOR_SUPPORT","reads":[]},
  reject_refund: {"who":"SENIOR_SUPPORT","reads":[]},
  complete_refund: {"who":"SENIOR_SUPPORT","reads":[]},
  refund_card: {"who":"JUNIOR_SUPPORT","reads":["budget_alerts","budget_usage_records","budgets","organizations","refund_origins","refunds","representatives","tickets","users"]},
  check_refund: {"who":"JUNIOR_SUPPORT","reads":["refunds","representatives","users"]},
  list_budgets: {"who":"JUNIOR_SUPPORT","reads":["budgets"]},
  get_budget: {"who":"JUNIOR_SUPPORT","reads":["budget_usage_records","budgets"]},
  create_budget: {"who":"TEAM_LEAD","reads":[]},
  update_budget: {"who":"TEAM_LEAD","reads":[]},
  delete_budget: {"who":"TEAM_LEAD","reads":[]},
  roll_budgets: {"who":"TEAM_LEAD","reads":[]},
  budget_burn_down: {"who":"JUNIOR_SUPPORT","reads":["budget_usage_records","budgets"]},
  explain_budget: {"who":"JUNIOR_SUPPORT","reads":["budget_usage_records","budgets","refunds"]},
  list_budget_alerts: {"who":"JUNIOR_SUPPORT","reads":["budget_alerts","budgets"]},
  list_agents: {"who":"JUNIOR_SUPPORT","reads":["agent_configurations"]},
  get_agent: {"who":"JUNIOR_SUPPORT","reads":["agent_configurations"]},
  create_agent: {"who":"TEAM_LEAD","reads":[]},
  update_agent: {"who":"TEAM_LEAD","reads":[]},
  delete_agent: {"who":"TEAM_LEAD","reads":[]},
  list_decision_rules: {"who":"JUNIOR_SUPPORT","reads":["decision_rules"]},
  get_decision_rule: {"who":"JUNIOR_SUPPORT","reads":["decision_rules"]},
  create_decision_rule: {"who":"TEAM_LEAD","reads":[]},
  update_decision_rule: {"who":"TEAM_LEAD","reads":[]},
  delete_decision_rule: {"who":"TEAM_LEAD","reads":[]},
  list_performance_metrics: {"who":"JUNIOR_SUPPORT","reads":["performance_metrics"]},
  list_team_performance: {"who":"JUNIOR_SUPPORT","reads":["representatives","team_performance","users"]},
  get_representative_performance: {"who":"JUNIOR_SUPPORT","reads":["representatives","team_performance","users"]},
  row_history: {"who":"JUNIOR_SUPPORT","reads":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"]},
  row_label: {"who":"JUNIOR_SUPPORT","reads":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"]},
  today: {"who":"JUNIOR_SUPPORT","reads":["budgets","organizations","representatives","ticket_work","tickets"]},
  search: {"who":"JUNIOR_SUPPORT","reads":["escalations","messages","refunds","representatives","tickets","users"]},
  rebuild_search: {"who":"ADMIN","reads":[]},
  create_many: {"who":"JUNIOR_SUPPORT","reads":[]},
  undo: {"who":"JUNIOR_SUPPORT","reads":[]},
  redo: {"who":"JUNIOR_SUPPORT","reads":[]},
  list_activity: {"who":"JUNIOR_SUPPORT","reads":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"]},
  activity_entries: {"who":"JUNIOR_SUPPORT","reads":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"]},
  list_deleted: {"who":"JUNIOR_SUPPORT","reads":["organizations","users","representatives","customer_profiles","tickets","escalations","refunds","budgets","budget_usage_records","agent_configurations","decision_rules","performance_metrics","team_performance","messages","ticket_work","refund_origins","saved_views","budget_alerts"]},
  restore_row: {"who":"TEAM_LEAD","reads":[]},
  purge: {"who":"ADMIN","reads":[]},
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
