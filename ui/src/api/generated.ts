// Generated from the operations list; do not edit by hand.

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

export interface AgentConfiguration {
  id: string;
  organizationId: string;
  name: string;
  type: AgentType;
  description: string;
  enabled: boolean;
  status: AgentStatus;
  assertions: number;
  accuracy: string;
  avgLatency: number;
  dataSources: unknown;
  thresholds: unknown;
  metadata: unknown;
  createdAt: string;
  updatedAt: string;
  lastRunAt: string | null;
}

export interface BudgetUsageRecord {
  id: string;
  budgetId: string;
  amount: string;
  refundId: string | null;
  reason: string | null;
  approvedBy: string | null;
  createdAt: string;
}

export interface Budget {
  id: string;
  organizationId: string;
  type: BudgetType;
  period: BudgetPeriod;
  limit: string;
  spent: string;
  remaining: string;
  alertThresholds: unknown;
  autoAlertsEnabled: boolean;
  refundLimitPerUser: string | null;
  periodStart: string;
  periodEnd: string;
  createdAt: string;
  updatedAt: string;
  usageRecords?: BudgetUsageRecord[];
}

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
  context: unknown;
  preferences: unknown;
  metadata: unknown;
  createdAt: string;
  updatedAt: string;
  user?: User;
}

export interface DecisionRule {
  id: string;
  organizationId: string;
  name: string;
  description: string;
  enabled: boolean;
  priority: number;
  conditions: unknown;
  action: DecisionRuleAction;
  actionParams: unknown;
  createdAt: string;
  updatedAt: string;
  lastTriggeredAt: string | null;
}

export interface Escalation {
  id: string;
  organizationId: string;
  conversationId: string;
  customerId: string;
  assignedTo: string | null;
  priority: EscalationPriority;
  status: EscalationStatus;
  reason: EscalationReason;
  issueDescription: string;
  waitTime: number;
  notes: string | null;
  aiSummary: string | null;
  createdAt: string;
  updatedAt: string;
  assignedAt: string | null;
  resolvedAt: string | null;
  customer?: User;
  assignee?: Representative | null;
}

export interface Organization {
  id: string;
  name: string;
  slug: string;
  plan: OrganizationPlan;
  status: OrganizationStatus;
  settings: unknown;
  metadata: unknown;
  createdAt: string;
  updatedAt: string;
  trialEndsAt: string | null;
  suspendedAt: string | null;
}

export interface PerformanceMetric {
  id: string;
  organizationId: string;
  period: MetricPeriod;
  periodStart: string;
  periodEnd: string;
  totalChats: number;
  activeChats: number;
  avgResponseTime: number;
  firstContactResolution: string;
  customerSatisfaction: string;
  escalationRate: string;
  aiResolutionRate: string;
  ticketsResolved: number;
  createdAt: string;
}

export interface Refund {
  id: string;
  organizationId: string;
  orderId: string;
  customerId: string;
  amount: string;
  reason: RefundReason;
  status: RefundStatus;
  notes: string | null;
  approvedBy: string | null;
  createdAt: string;
  updatedAt: string;
  processedAt: string | null;
  customer?: User;
  approver?: Representative | null;
}

export interface Representative {
  id: string;
  organizationId: string;
  userId: string;
  role: RepresentativeRole;
  status: RepresentativeStatus;
  activeChats: number;
  maxChats: number;
  rating: string;
  createdAt: string;
  updatedAt: string;
  lastActiveAt: string | null;
  user?: User;
  teamPerformance?: TeamPerformance[];
}

export interface TeamPerformance {
  id: string;
  organizationId: string;
  representativeId: string;
  period: MetricPeriod;
  periodStart: string;
  periodEnd: string;
  ticketsHandled: number;
  avgResponseTime: number;
  resolutionRate: string;
  customerSatisfaction: string;
  trend: PerformanceTrend;
  createdAt: string;
  representative?: Representative;
}

export interface Ticket {
  id: string;
  organizationId: string;
  ticketNumber: string;
  conversationId: string | null;
  customerId: string;
  assignedTo: string | null;
  subject: string;
  description: string;
  status: TicketStatus;
  priority: TicketPriority;
  category: TicketCategory;
  tags: string[] | null;
  aiHandled: boolean;
  sentiment: string | null;
  estimatedResolutionTime: number | null;
  actualResolutionTime: number | null;
  customerSatisfactionScore: string | null;
  internalNotes: string | null;
  createdAt: string;
  updatedAt: string;
  resolvedAt: string | null;
  closedAt: string | null;
  customer?: User;
  assignee?: Representative | null;
}

export interface User {
  id: string;
  organizationId: string;
  email: string;
  name: string;
  role: UserRole;
  createdAt: string;
  updatedAt: string;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface Sort {
  field: string;
  direction: "asc" | "desc";
}

export interface Session {
  user: User;
  organization: Organization;
  role: RepresentativeRole;
  representative: Representative | null;
}

export interface HistoryEntry {
  at: string;
  actor: User | null;
  operation: string;
  column: string;
  from: unknown;
  to: unknown;
}

export interface ListUsersInput {
  limit?: number;
  cursor?: string;
  offset?: number;
  filter?: Record<string, unknown>;
  sort?: Sort;
}

export interface CreateUserInput {
  name: string;
  email: string;
  role: UserRole;
  requestId?: string;
}

export interface UpdateUserInput {
  name?: string;
  email?: string;
  role?: UserRole;
  id: string;
  expectedUpdatedAt?: string;
  requestId?: string;
}

export interface ListRepresentativesInput {
  limit?: number;
  cursor?: string;
  offset?: number;
  filter?: Record<string, unknown>;
  sort?: Sort;
}

export interface CreateRepresentativeInput {
  userId: string;
  role?: RepresentativeRole;
  status?: RepresentativeStatus;
  activeChats?: number;
  maxChats?: number;
  rating?: string;
  requestId?: string;
}

export interface UpdateRepresentativeInput {
  role?: RepresentativeRole;
  status?: RepresentativeStatus;
  activeChats?: number;
  maxChats?: number;
  rating?: string;
  id: string;
  expectedUpdatedAt?: string;
  requestId?: string;
}

export interface ListCustomerProfilesInput {
  limit?: number;
  cursor?: string;
  offset?: number;
  filter?: Record<string, unknown>;
  sort?: Sort;
}

export interface CreateCustomerProfileInput {
  userId: string;
  tier?: AccountTier;
  standing?: AccountStanding;
  lifetimeValue?: string;
  lastBillingDate?: string | null;
  nextBillingDate?: string | null;
  billingCycle?: BillingCycle | null;
  billingAmount?: string | null;
  tokenBalance?: number;
  tokenLimit?: number;
  activeSites?: number;
  sitesLimit?: number;
  context?: unknown;
  preferences?: unknown;
  metadata?: unknown;
  requestId?: string;
}

export interface UpdateCustomerProfileInput {
  tier?: AccountTier;
  standing?: AccountStanding;
  lifetimeValue?: string;
  lastBillingDate?: string | null;
  nextBillingDate?: string | null;
  billingCycle?: BillingCycle | null;
  billingAmount?: string | null;
  tokenBalance?: number;
  tokenLimit?: number;
  activeSites?: number;
  sitesLimit?: number;
  context?: unknown;
  preferences?: unknown;
  metadata?: unknown;
  id: string;
  expectedUpdatedAt?: string;
  requestId?: string;
}

export interface ListTicketsInput {
  limit?: number;
  cursor?: string;
  offset?: number;
  filter?: Record<string, unknown>;
  sort?: Sort;
}

export interface CreateTicketInput {
  customerId: string;
  subject: string;
  description: string;
  category: TicketCategory;
  ticketNumber?: string;
  assignedTo?: string | null;
  conversationId?: string | null;
  status?: TicketStatus;
  priority?: TicketPriority;
  tags?: string[] | null;
  aiHandled?: boolean;
  sentiment?: string | null;
  estimatedResolutionTime?: number | null;
  internalNotes?: string | null;
  requestId?: string;
}

export interface UpdateTicketInput {
  assignedTo?: string | null;
  subject?: string;
  description?: string;
  status?: TicketStatus;
  priority?: TicketPriority;
  category?: TicketCategory;
  tags?: string[] | null;
  sentiment?: string | null;
  internalNotes?: string | null;
  customerSatisfactionScore?: string | null;
  estimatedResolutionTime?: number | null;
  actualResolutionTime?: number | null;
  id: string;
  expectedUpdatedAt?: string;
  requestId?: string;
}

export interface ListEscalationsInput {
  limit?: number;
  cursor?: string;
  offset?: number;
  filter?: Record<string, unknown>;
  sort?: Sort;
}

export interface CreateEscalationInput {
  conversationId: string;
  customerId: string;
  reason: EscalationReason;
  issueDescription: string;
  assignedTo?: string | null;
  priority?: EscalationPriority;
  status?: EscalationStatus;
  waitTime?: number;
  notes?: string | null;
  aiSummary?: string | null;
  requestId?: string;
}

export interface UpdateEscalationInput {
  assignedTo?: string | null;
  priority?: EscalationPriority;
  status?: EscalationStatus;
  waitTime?: number;
  notes?: string | null;
  aiSummary?: string | null;
  id: string;
  expectedUpdatedAt?: string;
  requestId?: string;
}

export interface ListRefundsInput {
  limit?: number;
  cursor?: string;
  offset?: number;
  filter?: Record<string, unknown>;
  sort?: Sort;
}

export interface CreateRefundInput {
  orderId: string;
  customerId: string;
  amount: string;
  reason: RefundReason;
  status?: RefundStatus;
  notes?: string | null;
  approvedBy?: string | null;
  requestId?: string;
}

export interface UpdateRefundInput {
  status?: RefundStatus;
  notes?: string | null;
  approvedBy?: string | null;
  id: string;
  expectedUpdatedAt?: string;
  requestId?: string;
}

export interface ListBudgetsInput {
  limit?: number;
  cursor?: string;
  offset?: number;
  filter?: Record<string, unknown>;
  sort?: Sort;
}

export interface CreateBudgetInput {
  type: BudgetType;
  period: BudgetPeriod;
  limit: string;
  periodStart: string;
  periodEnd: string;
  alertThresholds?: unknown;
  autoAlertsEnabled?: boolean;
  refundLimitPerUser?: string | null;
  requestId?: string;
}

export interface UpdateBudgetInput {
  limit?: string;
  alertThresholds?: unknown;
  autoAlertsEnabled?: boolean;
  refundLimitPerUser?: string | null;
  id: string;
  expectedUpdatedAt?: string;
  requestId?: string;
}

export interface ListAgentsInput {
  limit?: number;
  cursor?: string;
  offset?: number;
  filter?: Record<string, unknown>;
  sort?: Sort;
}

export interface CreateAgentInput {
  name: string;
  type: AgentType;
  description: string;
  enabled?: boolean;
  status?: AgentStatus;
  dataSources?: unknown;
  thresholds?: unknown;
  metadata?: unknown;
  requestId?: string;
}

export interface UpdateAgentInput {
  name?: string;
  description?: string;
  enabled?: boolean;
  status?: AgentStatus;
  dataSources?: unknown;
  thresholds?: unknown;
  metadata?: unknown;
  id: string;
  expectedUpdatedAt?: string;
  requestId?: string;
}

export interface ListDecisionRulesInput {
  limit?: number;
  cursor?: string;
  offset?: number;
  filter?: Record<string, unknown>;
  sort?: Sort;
}

export interface CreateDecisionRuleInput {
  name: string;
  description: string;
  priority: number;
  conditions: unknown;
  action: DecisionRuleAction;
  enabled?: boolean;
  actionParams?: unknown;
  requestId?: string;
}

export interface UpdateDecisionRuleInput {
  name?: string;
  description?: string;
  priority?: number;
  conditions?: unknown;
  action?: DecisionRuleAction;
  enabled?: boolean;
  actionParams?: unknown;
  id: string;
  expectedUpdatedAt?: string;
  requestId?: string;
}

export interface CreateOrganizationInput {
  name: string;
  slug: string;
  plan?: OrganizationPlan;
  status?: OrganizationStatus;
  settings?: unknown;
  metadata?: unknown;
  admin: { name: string; email: string };
  requestId?: string;
}

export interface UpdateOrganizationInput {
  name?: string;
  plan?: OrganizationPlan;
  status?: OrganizationStatus;
  settings?: unknown;
  metadata?: unknown;
  id: string;
  expectedUpdatedAt?: string;
  requestId?: string;
}

export interface ListPageInput {
  limit?: number;
  cursor?: string;
  offset?: number;
  filter?: Record<string, unknown>;
  sort?: Sort;
}

export interface ById {
  id: string;
}

export interface DeleteInput {
  id: string;
  requestId?: string;
  expectedUpdatedAt?: string;
}

export interface StatusCounts<S extends string> {
  byStatus: Partial<Record<S, number>>;
  total: number;
}

export interface Operations {
  list_users: { input: ListUsersInput; output: Page<User> };
  get_user: { input: ById; output: User };
  create_user: { input: CreateUserInput; output: User };
  update_user: { input: UpdateUserInput; output: User };
  delete_user: { input: DeleteInput; output: User };
  list_representatives: { input: ListRepresentativesInput; output: Page<Representative> };
  get_representative: { input: ById; output: Representative };
  create_representative: { input: CreateRepresentativeInput; output: Representative };
  update_representative: { input: UpdateRepresentativeInput; output: Representative };
  delete_representative: { input: DeleteInput; output: Representative };
  list_customer_profiles: { input: ListCustomerProfilesInput; output: Page<CustomerProfile> };
  get_customer_profile: { input: ById; output: CustomerProfile };
  create_customer_profile: { input: CreateCustomerProfileInput; output: CustomerProfile };
  update_customer_profile: { input: UpdateCustomerProfileInput; output: CustomerProfile };
  delete_customer_profile: { input: DeleteInput; output: CustomerProfile };
  list_tickets: { input: ListTicketsInput; output: Page<Ticket> };
  get_ticket: { input: ById; output: Ticket };
  create_ticket: { input: CreateTicketInput; output: Ticket };
  update_ticket: { input: UpdateTicketInput; output: Ticket };
  delete_ticket: { input: DeleteInput; output: Ticket };
  list_escalations: { input: ListEscalationsInput; output: Page<Escalation> };
  get_escalation: { input: ById; output: Escalation };
  create_escalation: { input: CreateEscalationInput; output: Escalation };
  update_escalation: { input: UpdateEscalationInput; output: Escalation };
  delete_escalation: { input: DeleteInput; output: Escalation };
  list_refunds: { input: ListRefundsInput; output: Page<Refund> };
  get_refund: { input: ById; output: Refund };
  create_refund: { input: CreateRefundInput; output: Refund };
  update_refund: { input: UpdateRefundInput; output: Refund };
  delete_refund: { input: DeleteInput; output: Refund };
  list_budgets: { input: ListBudgetsInput; output: Page<Budget> };
  get_budget: { input: ById; output: Budget };
  create_budget: { input: CreateBudgetInput; output: Budget };
  update_budget: { input: UpdateBudgetInput; output: Budget };
  delete_budget: { input: DeleteInput; output: Budget };
  list_agents: { input: ListAgentsInput; output: Page<AgentConfiguration> };
  get_agent: { input: ById; output: AgentConfiguration };
  create_agent: { input: CreateAgentInput; output: AgentConfiguration };
  update_agent: { input: UpdateAgentInput; output: AgentConfiguration };
  delete_agent: { input: DeleteInput; output: AgentConfiguration };
  list_decision_rules: { input: ListDecisionRulesInput; output: Page<DecisionRule> };
  get_decision_rule: { input: ById; output: DecisionRule };
  create_decision_rule: { input: CreateDecisionRuleInput; output: DecisionRule };
  update_decision_rule: { input: UpdateDecisionRuleInput; output: DecisionRule };
  delete_decision_rule: { input: DeleteInput; output: DecisionRule };
  get_organization: { input: ById; output: Organization };
  create_organization: { input: CreateOrganizationInput; output: Organization };
  update_organization: { input: UpdateOrganizationInput; output: Organization };
  delete_organization: { input: DeleteInput; output: Organization };
  count_tickets: { input: Record<string, never>; output: StatusCounts<TicketStatus> };
  count_refunds: { input: Record<string, never>; output: StatusCounts<RefundStatus> };
  count_escalations: { input: Record<string, never>; output: StatusCounts<EscalationStatus> };
  list_performance_metrics: { input: ListPageInput; output: Page<PerformanceMetric> };
  list_team_performance: { input: ListPageInput; output: Page<TeamPerformance> };
  get_representative_performance: { input: ById; output: TeamPerformance[] };
  health: { input: Record<string, never>; output: { status: string; version: string; schemaVersion: number; integrity: unknown } };
  sign_in: { input: { userId?: string; email?: string }; output: Session };
  sign_out: { input: Record<string, never>; output: null };
  session: { input: Record<string, never>; output: Session | null };
  list_sign_ins: { input: Record<string, never>; output: { items: { id: string; name: string; email: string; role: string }[] } };
  row_history: { input: { table: string; id: string }; output: { items: HistoryEntry[] } };
  today: { input: Record<string, never>; output: Record<string, unknown> };
  create_many: { input: { resource: string; items: Record<string, unknown>[]; requestId?: string }; output: { items: unknown[] } };
}

export const operations = {
  list_users: {"summary": "List users", "kind": "read", "resource": "users", "verb": "list", "who": "JUNIOR_SUPPORT", "reads": ["users"], "input": {"type": "object", "additionalProperties": false, "properties": {"limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "cursor": {"type": "string"}, "offset": {"type": "integer", "minimum": 0}, "filter": {"type": "object"}, "sort": {"type": "object"}}, "required": []}},
  get_user: {"summary": "Get user", "kind": "read", "resource": "users", "verb": "get", "who": "JUNIOR_SUPPORT", "reads": ["users"], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}},
  create_user: {"summary": "Create user", "kind": "write", "resource": "users", "verb": "create", "who": "JUNIOR_SUPPORT", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 255}, "email": {"type": "string", "minLength": 1, "maxLength": 255}, "role": {"type": "string", "enum": ["CUSTOMER", "REPRESENTATIVE", "ADMIN"]}, "requestId": {"type": "string", "format": "uuid"}}, "required": ["name", "email", "role"]}},
  update_user: {"summary": "Update user", "kind": "write", "resource": "users", "verb": "update", "who": "ADMIN", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string", "minLength": 1, "maxLength": 255}, "email": {"type": "string", "minLength": 1, "maxLength": 255}, "role": {"type": "string", "enum": ["CUSTOMER", "REPRESENTATIVE", "ADMIN"]}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  delete_user: {"summary": "Delete user", "kind": "write", "resource": "users", "verb": "delete", "who": "ADMIN", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  list_representatives: {"summary": "List representatives", "kind": "read", "resource": "representatives", "verb": "list", "who": "JUNIOR_SUPPORT", "reads": ["representatives", "users", "team_performance"], "input": {"type": "object", "additionalProperties": false, "properties": {"limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "cursor": {"type": "string"}, "offset": {"type": "integer", "minimum": 0}, "filter": {"type": "object"}, "sort": {"type": "object"}}, "required": []}},
  get_representative: {"summary": "Get representative", "kind": "read", "resource": "representatives", "verb": "get", "who": "JUNIOR_SUPPORT", "reads": ["representatives", "users", "team_performance"], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}},
  create_representative: {"summary": "Create representative", "kind": "write", "resource": "representatives", "verb": "create", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"userId": {"type": "string", "format": "uuid", "x-references": "users"}, "role": {"type": "string", "enum": ["JUNIOR_SUPPORT", "SENIOR_SUPPORT", "TEAM_LEAD", "ADMIN"]}, "status": {"type": "string", "enum": ["ONLINE", "AWAY", "OFFLINE"]}, "activeChats": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "maxChats": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "rating": {"type": "string", "format": "decimal", "x-precision": 3, "x-scale": 2}, "requestId": {"type": "string", "format": "uuid"}}, "required": ["userId"]}},
  update_representative: {"summary": "Update representative", "kind": "write", "resource": "representatives", "verb": "update", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "role": {"type": "string", "enum": ["JUNIOR_SUPPORT", "SENIOR_SUPPORT", "TEAM_LEAD", "ADMIN"]}, "status": {"type": "string", "enum": ["ONLINE", "AWAY", "OFFLINE"]}, "activeChats": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "maxChats": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "rating": {"type": "string", "format": "decimal", "x-precision": 3, "x-scale": 2}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  delete_representative: {"summary": "Delete representative", "kind": "write", "resource": "representatives", "verb": "delete", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  list_customer_profiles: {"summary": "List customer profiles", "kind": "read", "resource": "customer_profiles", "verb": "list", "who": "JUNIOR_SUPPORT", "reads": ["customer_profiles", "users"], "input": {"type": "object", "additionalProperties": false, "properties": {"limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "cursor": {"type": "string"}, "offset": {"type": "integer", "minimum": 0}, "filter": {"type": "object"}, "sort": {"type": "object"}}, "required": []}},
  get_customer_profile: {"summary": "Get customer profile", "kind": "read", "resource": "customer_profiles", "verb": "get", "who": "JUNIOR_SUPPORT", "reads": ["customer_profiles", "users"], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}},
  create_customer_profile: {"summary": "Create customer profile", "kind": "write", "resource": "customer_profiles", "verb": "create", "who": "JUNIOR_SUPPORT", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"userId": {"type": "string", "format": "uuid", "x-references": "users"}, "tier": {"type": "string", "enum": ["FREE", "STARTER", "PRO", "ENTERPRISE"]}, "standing": {"type": "string", "enum": ["GOOD", "WARNING", "SUSPENDED", "CLOSED"]}, "lifetimeValue": {"type": "string", "format": "decimal", "x-precision": 12, "x-scale": 2}, "lastBillingDate": {"type": ["string", "null"], "format": "date-time"}, "nextBillingDate": {"type": ["string", "null"], "format": "date-time"}, "billingCycle": {"type": ["string", "null"], "enum": ["MONTHLY", "QUARTERLY", "YEARLY", null]}, "billingAmount": {"type": ["string", "null"], "format": "decimal", "x-precision": 10, "x-scale": 2}, "tokenBalance": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "tokenLimit": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "activeSites": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "sitesLimit": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "context": {"x-json": true}, "preferences": {"x-json": true}, "metadata": {"x-json": true}, "requestId": {"type": "string", "format": "uuid"}}, "required": ["userId"]}},
  update_customer_profile: {"summary": "Update customer profile", "kind": "write", "resource": "customer_profiles", "verb": "update", "who": "JUNIOR_SUPPORT", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "tier": {"type": "string", "enum": ["FREE", "STARTER", "PRO", "ENTERPRISE"]}, "standing": {"type": "string", "enum": ["GOOD", "WARNING", "SUSPENDED", "CLOSED"]}, "lifetimeValue": {"type": "string", "format": "decimal", "x-precision": 12, "x-scale": 2}, "lastBillingDate": {"type": ["string", "null"], "format": "date-time"}, "nextBillingDate": {"type": ["string", "null"], "format": "date-time"}, "billingCycle": {"type": ["string", "null"], "enum": ["MONTHLY", "QUARTERLY", "YEARLY", null]}, "billingAmount": {"type": ["string", "null"], "format": "decimal", "x-precision": 10, "x-scale": 2}, "tokenBalance": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "tokenLimit": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "activeSites": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "sitesLimit": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "context": {"x-json": true}, "preferences": {"x-json": true}, "metadata": {"x-json": true}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  delete_customer_profile: {"summary": "Delete customer profile", "kind": "write", "resource": "customer_profiles", "verb": "delete", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  list_tickets: {"summary": "List tickets", "kind": "read", "resource": "tickets", "verb": "list", "who": "JUNIOR_SUPPORT", "reads": ["tickets", "users", "representatives"], "input": {"type": "object", "additionalProperties": false, "properties": {"limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "cursor": {"type": "string"}, "offset": {"type": "integer", "minimum": 0}, "filter": {"type": "object"}, "sort": {"type": "object"}}, "required": []}},
  get_ticket: {"summary": "Get ticket", "kind": "read", "resource": "tickets", "verb": "get", "who": "JUNIOR_SUPPORT", "reads": ["tickets", "users", "representatives"], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}},
  create_ticket: {"summary": "Create ticket", "kind": "write", "resource": "tickets", "verb": "create", "who": "JUNIOR_SUPPORT", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"customerId": {"type": "string", "format": "uuid", "x-references": "users"}, "subject": {"type": "string", "minLength": 1, "maxLength": 500}, "description": {"type": "string", "minLength": 1, "x-multiline": true}, "category": {"type": "string", "enum": ["TECHNICAL_ISSUE", "BILLING_PAYMENT", "ACCOUNT_MANAGEMENT", "FEATURE_REQUEST", "BUG_REPORT", "OTHER"]}, "ticketNumber": {"type": "string", "minLength": 1, "maxLength": 50}, "assignedTo": {"type": ["string", "null"], "format": "uuid", "x-references": "representatives"}, "conversationId": {"type": ["string", "null"], "format": "uuid"}, "status": {"type": "string", "enum": ["OPEN", "IN_PROGRESS", "WAITING", "RESOLVED", "CLOSED"]}, "priority": {"type": "string", "enum": ["LOW", "NORMAL", "HIGH", "URGENT"]}, "tags": {"type": "array", "items": {"type": "string"}}, "aiHandled": {"type": "boolean"}, "sentiment": {"type": ["string", "null"], "format": "decimal", "x-precision": 3, "x-scale": 2}, "estimatedResolutionTime": {"type": ["integer", "null"], "minimum": 0, "maximum": 2147483647}, "internalNotes": {"type": ["string", "null"], "minLength": 1, "x-multiline": true}, "requestId": {"type": "string", "format": "uuid"}}, "required": ["customerId", "subject", "description", "category"]}},
  update_ticket: {"summary": "Update ticket", "kind": "write", "resource": "tickets", "verb": "update", "who": "JUNIOR_SUPPORT", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "assignedTo": {"type": ["string", "null"], "format": "uuid", "x-references": "representatives"}, "subject": {"type": "string", "minLength": 1, "maxLength": 500}, "description": {"type": "string", "minLength": 1, "x-multiline": true}, "status": {"type": "string", "enum": ["OPEN", "IN_PROGRESS", "WAITING", "RESOLVED", "CLOSED"]}, "priority": {"type": "string", "enum": ["LOW", "NORMAL", "HIGH", "URGENT"]}, "category": {"type": "string", "enum": ["TECHNICAL_ISSUE", "BILLING_PAYMENT", "ACCOUNT_MANAGEMENT", "FEATURE_REQUEST", "BUG_REPORT", "OTHER"]}, "tags": {"type": "array", "items": {"type": "string"}}, "sentiment": {"type": ["string", "null"], "format": "decimal", "x-precision": 3, "x-scale": 2}, "internalNotes": {"type": ["string", "null"], "minLength": 1, "x-multiline": true}, "customerSatisfactionScore": {"type": ["string", "null"], "format": "decimal", "x-precision": 2, "x-scale": 1}, "estimatedResolutionTime": {"type": ["integer", "null"], "minimum": 0, "maximum": 2147483647}, "actualResolutionTime": {"type": ["integer", "null"], "minimum": 0, "maximum": 2147483647}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  delete_ticket: {"summary": "Delete ticket", "kind": "write", "resource": "tickets", "verb": "delete", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  list_escalations: {"summary": "List escalations", "kind": "read", "resource": "escalations", "verb": "list", "who": "JUNIOR_SUPPORT", "reads": ["escalations", "users", "representatives"], "input": {"type": "object", "additionalProperties": false, "properties": {"limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "cursor": {"type": "string"}, "offset": {"type": "integer", "minimum": 0}, "filter": {"type": "object"}, "sort": {"type": "object"}}, "required": []}},
  get_escalation: {"summary": "Get escalation", "kind": "read", "resource": "escalations", "verb": "get", "who": "JUNIOR_SUPPORT", "reads": ["escalations", "users", "representatives"], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}},
  create_escalation: {"summary": "Create escalation", "kind": "write", "resource": "escalations", "verb": "create", "who": "JUNIOR_SUPPORT", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"conversationId": {"type": "string", "format": "uuid"}, "customerId": {"type": "string", "format": "uuid", "x-references": "users"}, "reason": {"type": "string", "enum": ["AI_UNABLE_TO_RESOLVE", "CUSTOMER_REQUEST", "NEGATIVE_SENTIMENT", "TECHNICAL_ISSUE", "BILLING_DISPUTE", "HIGH_VALUE_CUSTOMER", "OTHER"]}, "issueDescription": {"type": "string", "minLength": 1, "x-multiline": true}, "assignedTo": {"type": ["string", "null"], "format": "uuid", "x-references": "representatives"}, "priority": {"type": "string", "enum": ["LOW", "NORMAL", "HIGH", "URGENT", "CRITICAL"]}, "status": {"type": "string", "enum": ["PENDING", "ASSIGNED", "IN_PROGRESS", "RESOLVED"]}, "waitTime": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "notes": {"type": ["string", "null"], "minLength": 1, "x-multiline": true}, "aiSummary": {"type": ["string", "null"], "minLength": 1, "x-multiline": true}, "requestId": {"type": "string", "format": "uuid"}}, "required": ["conversationId", "customerId", "reason", "issueDescription"]}},
  update_escalation: {"summary": "Update escalation", "kind": "write", "resource": "escalations", "verb": "update", "who": "JUNIOR_SUPPORT", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "assignedTo": {"type": ["string", "null"], "format": "uuid", "x-references": "representatives"}, "priority": {"type": "string", "enum": ["LOW", "NORMAL", "HIGH", "URGENT", "CRITICAL"]}, "status": {"type": "string", "enum": ["PENDING", "ASSIGNED", "IN_PROGRESS", "RESOLVED"]}, "waitTime": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "notes": {"type": ["string", "null"], "minLength": 1, "x-multiline": true}, "aiSummary": {"type": ["string", "null"], "minLength": 1, "x-multiline": true}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  delete_escalation: {"summary": "Delete escalation", "kind": "write", "resource": "escalations", "verb": "delete", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  list_refunds: {"summary": "List refunds", "kind": "read", "resource": "refunds", "verb": "list", "who": "JUNIOR_SUPPORT", "reads": ["refunds", "users", "representatives"], "input": {"type": "object", "additionalProperties": false, "properties": {"limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "cursor": {"type": "string"}, "offset": {"type": "integer", "minimum": 0}, "filter": {"type": "object"}, "sort": {"type": "object"}}, "required": []}},
  get_refund: {"summary": "Get refund", "kind": "read", "resource": "refunds", "verb": "get", "who": "JUNIOR_SUPPORT", "reads": ["refunds", "users", "representatives"], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}},
  create_refund: {"summary": "Create refund", "kind": "write", "resource": "refunds", "verb": "create", "who": "JUNIOR_SUPPORT", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"orderId": {"type": "string", "minLength": 1, "maxLength": 255}, "customerId": {"type": "string", "format": "uuid", "x-references": "users"}, "amount": {"type": "string", "format": "decimal", "x-precision": 10, "x-scale": 2}, "reason": {"type": "string", "enum": ["AI_BUG", "SERVICE_DOWNTIME", "UX_ISSUE", "BILLING_ERROR", "CUSTOMER_REQUEST", "OTHER"]}, "status": {"type": "string", "enum": ["PENDING", "APPROVED", "REJECTED", "COMPLETED"]}, "notes": {"type": ["string", "null"], "minLength": 1, "x-multiline": true}, "approvedBy": {"type": ["string", "null"], "format": "uuid", "x-references": "representatives"}, "requestId": {"type": "string", "format": "uuid"}}, "required": ["orderId", "customerId", "amount", "reason"]}},
  update_refund: {"summary": "Update refund", "kind": "write", "resource": "refunds", "verb": "update", "who": "JUNIOR_SUPPORT", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "status": {"type": "string", "enum": ["PENDING", "APPROVED", "REJECTED", "COMPLETED"]}, "notes": {"type": ["string", "null"], "minLength": 1, "x-multiline": true}, "approvedBy": {"type": ["string", "null"], "format": "uuid", "x-references": "representatives"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  delete_refund: {"summary": "Delete refund", "kind": "write", "resource": "refunds", "verb": "delete", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  list_budgets: {"summary": "List budgets", "kind": "read", "resource": "budgets", "verb": "list", "who": "JUNIOR_SUPPORT", "reads": ["budgets", "budget_usage_records"], "input": {"type": "object", "additionalProperties": false, "properties": {"limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "cursor": {"type": "string"}, "offset": {"type": "integer", "minimum": 0}, "filter": {"type": "object"}, "sort": {"type": "object"}}, "required": []}},
  get_budget: {"summary": "Get budget", "kind": "read", "resource": "budgets", "verb": "get", "who": "JUNIOR_SUPPORT", "reads": ["budgets", "budget_usage_records"], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}},
  create_budget: {"summary": "Create budget", "kind": "write", "resource": "budgets", "verb": "create", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"type": {"type": "string", "enum": ["REFUND", "COMPENSATION", "DISCOUNT", "CREDIT"]}, "period": {"type": "string", "enum": ["DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "YEARLY"]}, "limit": {"type": "string", "format": "decimal", "x-precision": 12, "x-scale": 2}, "periodStart": {"type": "string", "format": "date-time"}, "periodEnd": {"type": "string", "format": "date-time"}, "alertThresholds": {"x-json": true}, "autoAlertsEnabled": {"type": "boolean"}, "refundLimitPerUser": {"type": ["string", "null"], "format": "decimal", "x-precision": 10, "x-scale": 2}, "requestId": {"type": "string", "format": "uuid"}}, "required": ["type", "period", "limit", "periodStart", "periodEnd"]}},
  update_budget: {"summary": "Update budget", "kind": "write", "resource": "budgets", "verb": "update", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "limit": {"type": "string", "format": "decimal", "x-precision": 12, "x-scale": 2}, "alertThresholds": {"x-json": true}, "autoAlertsEnabled": {"type": "boolean"}, "refundLimitPerUser": {"type": ["string", "null"], "format": "decimal", "x-precision": 10, "x-scale": 2}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  delete_budget: {"summary": "Delete budget", "kind": "write", "resource": "budgets", "verb": "delete", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  list_agents: {"summary": "List agents", "kind": "read", "resource": "agents", "verb": "list", "who": "JUNIOR_SUPPORT", "reads": ["agent_configurations"], "input": {"type": "object", "additionalProperties": false, "properties": {"limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "cursor": {"type": "string"}, "offset": {"type": "integer", "minimum": 0}, "filter": {"type": "object"}, "sort": {"type": "object"}}, "required": []}},
  get_agent: {"summary": "Get agent", "kind": "read", "resource": "agents", "verb": "get", "who": "JUNIOR_SUPPORT", "reads": ["agent_configurations"], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}},
  create_agent: {"summary": "Create agent", "kind": "write", "resource": "agents", "verb": "create", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 255}, "type": {"type": "string", "enum": ["RESPONSE_RECOMMENDATION", "CUSTOMER_SPEND", "SENTIMENT_ANALYSIS", "ESCALATION_PREDICTOR", "CUSTOM"]}, "description": {"type": "string", "minLength": 1, "x-multiline": true}, "enabled": {"type": "boolean"}, "status": {"type": "string", "enum": ["ACTIVE", "PAUSED", "DISABLED"]}, "dataSources": {"x-json": true}, "thresholds": {"x-json": true}, "metadata": {"x-json": true}, "requestId": {"type": "string", "format": "uuid"}}, "required": ["name", "type", "description"]}},
  update_agent: {"summary": "Update agent", "kind": "write", "resource": "agents", "verb": "update", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string", "minLength": 1, "maxLength": 255}, "description": {"type": "string", "minLength": 1, "x-multiline": true}, "enabled": {"type": "boolean"}, "status": {"type": "string", "enum": ["ACTIVE", "PAUSED", "DISABLED"]}, "dataSources": {"x-json": true}, "thresholds": {"x-json": true}, "metadata": {"x-json": true}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  delete_agent: {"summary": "Delete agent", "kind": "write", "resource": "agents", "verb": "delete", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  list_decision_rules: {"summary": "List decision rules", "kind": "read", "resource": "decision_rules", "verb": "list", "who": "JUNIOR_SUPPORT", "reads": ["decision_rules"], "input": {"type": "object", "additionalProperties": false, "properties": {"limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "cursor": {"type": "string"}, "offset": {"type": "integer", "minimum": 0}, "filter": {"type": "object"}, "sort": {"type": "object"}}, "required": []}},
  get_decision_rule: {"summary": "Get decision rule", "kind": "read", "resource": "decision_rules", "verb": "get", "who": "JUNIOR_SUPPORT", "reads": ["decision_rules"], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}},
  create_decision_rule: {"summary": "Create decision rule", "kind": "write", "resource": "decision_rules", "verb": "create", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 255}, "description": {"type": "string", "minLength": 1, "x-multiline": true}, "priority": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "conditions": {"x-json": true}, "action": {"type": "string", "enum": ["AUTO_RESOLVE", "ESCALATE_TO_HUMAN", "REQUEST_MORE_INFO", "ROUTE_TO_SENIOR", "AUTO_APPROVE_REFUND", "DENY_REFUND", "CUSTOM"]}, "enabled": {"type": "boolean"}, "actionParams": {"x-json": true}, "requestId": {"type": "string", "format": "uuid"}}, "required": ["name", "description", "priority", "conditions", "action"]}},
  update_decision_rule: {"summary": "Update decision rule", "kind": "write", "resource": "decision_rules", "verb": "update", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string", "minLength": 1, "maxLength": 255}, "description": {"type": "string", "minLength": 1, "x-multiline": true}, "priority": {"type": "integer", "minimum": 0, "maximum": 2147483647}, "conditions": {"x-json": true}, "action": {"type": "string", "enum": ["AUTO_RESOLVE", "ESCALATE_TO_HUMAN", "REQUEST_MORE_INFO", "ROUTE_TO_SENIOR", "AUTO_APPROVE_REFUND", "DENY_REFUND", "CUSTOM"]}, "enabled": {"type": "boolean"}, "actionParams": {"x-json": true}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  delete_decision_rule: {"summary": "Delete decision rule", "kind": "write", "resource": "decision_rules", "verb": "delete", "who": "TEAM_LEAD", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  get_organization: {"summary": "Get organization", "kind": "read", "resource": "organizations", "verb": "get", "who": "JUNIOR_SUPPORT", "reads": ["organizations"], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]}},
  create_organization: {"summary": "Create organization", "kind": "write", "resource": "organizations", "verb": "create", "who": "ANYONE", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 255}, "slug": {"type": "string", "minLength": 1, "maxLength": 255}, "plan": {"type": "string", "enum": ["FREE", "STARTER", "PROFESSIONAL", "ENTERPRISE"]}, "status": {"type": "string", "enum": ["ACTIVE", "SUSPENDED", "TRIAL", "CANCELLED"]}, "settings": {"x-json": true}, "metadata": {"x-json": true}, "admin": {"type": "object", "additionalProperties": false, "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 255}, "email": {"type": "string", "minLength": 1, "maxLength": 255}}, "required": ["name", "email"]}, "requestId": {"type": "string", "format": "uuid"}}, "required": ["name", "slug", "admin"]}},
  update_organization: {"summary": "Update organization", "kind": "write", "resource": "organizations", "verb": "update", "who": "ADMIN", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string", "minLength": 1, "maxLength": 255}, "plan": {"type": "string", "enum": ["FREE", "STARTER", "PROFESSIONAL", "ENTERPRISE"]}, "status": {"type": "string", "enum": ["ACTIVE", "SUSPENDED", "TRIAL", "CANCELLED"]}, "settings": {"x-json": true}, "metadata": {"x-json": true}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  delete_organization: {"summary": "Delete organization", "kind": "write", "resource": "organizations", "verb": "delete", "who": "ADMIN", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "string", "format": "uuid"}, "requestId": {"type": "string", "format": "uuid"}, "expectedUpdatedAt": {"type": "string", "format": "date-time"}}, "required": ["id"]}},
  count_tickets: {"summary": "Count tickets", "kind": "read", "resource": null, "verb": null, "who": "JUNIOR_SUPPORT", "reads": ["tickets"], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  count_refunds: {"summary": "Count refunds", "kind": "read", "resource": null, "verb": null, "who": "JUNIOR_SUPPORT", "reads": ["refunds"], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  count_escalations: {"summary": "Count escalations", "kind": "read", "resource": null, "verb": null, "who": "JUNIOR_SUPPORT", "reads": ["escalations"], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  list_performance_metrics: {"summary": "List performance metrics", "kind": "read", "resource": null, "verb": null, "who": "JUNIOR_SUPPORT", "reads": ["performance_metrics"], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  list_team_performance: {"summary": "List team performance", "kind": "read", "resource": null, "verb": null, "who": "JUNIOR_SUPPORT", "reads": ["team_performance", "representatives", "users"], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  get_representative_performance: {"summary": "Get representative performance", "kind": "read", "resource": null, "verb": null, "who": "JUNIOR_SUPPORT", "reads": ["team_performance", "representatives", "users"], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  health: {"summary": "Health", "kind": "read", "resource": null, "verb": null, "who": "ANYONE", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  sign_in: {"summary": "Sign in", "kind": "read", "resource": null, "verb": null, "who": "ANYONE", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  sign_out: {"summary": "Sign out", "kind": "read", "resource": null, "verb": null, "who": "ANYONE", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  session: {"summary": "Session", "kind": "read", "resource": null, "verb": null, "who": "ANYONE", "reads": ["organizations", "users", "representatives"], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  list_sign_ins: {"summary": "List sign ins", "kind": "read", "resource": null, "verb": null, "who": "ANYONE", "reads": ["users", "representatives"], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  row_history: {"summary": "Row history", "kind": "read", "resource": null, "verb": null, "who": "JUNIOR_SUPPORT", "reads": ["change_log"], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  today: {"summary": "Today", "kind": "read", "resource": null, "verb": null, "who": "JUNIOR_SUPPORT", "reads": ["tickets", "representatives", "budgets", "budget_usage_records", "escalations", "refunds", "users"], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
  create_many: {"summary": "Create many", "kind": "write", "resource": null, "verb": null, "who": "JUNIOR_SUPPORT", "reads": [], "input": {"type": "object", "additionalProperties": false, "properties": {}, "required": []}},
} as const;

export const enums = {
  account_standing: ["GOOD", "WARNING", "SUSPENDED", "CLOSED"],
  account_tier: ["FREE", "STARTER", "PRO", "ENTERPRISE"],
  agent_status: ["ACTIVE", "PAUSED", "DISABLED"],
  agent_type: ["RESPONSE_RECOMMENDATION", "CUSTOMER_SPEND", "SENTIMENT_ANALYSIS", "ESCALATION_PREDICTOR", "CUSTOM"],
  billing_cycle: ["MONTHLY", "QUARTERLY", "YEARLY"],
  budget_period: ["DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "YEARLY"],
  budget_type: ["REFUND", "COMPENSATION", "DISCOUNT", "CREDIT"],
  decision_rule_action: ["AUTO_RESOLVE", "ESCALATE_TO_HUMAN", "REQUEST_MORE_INFO", "ROUTE_TO_SENIOR", "AUTO_APPROVE_REFUND", "DENY_REFUND", "CUSTOM"],
  escalation_priority: ["LOW", "NORMAL", "HIGH", "URGENT", "CRITICAL"],
  escalation_reason: ["AI_UNABLE_TO_RESOLVE", "CUSTOMER_REQUEST", "NEGATIVE_SENTIMENT", "TECHNICAL_ISSUE", "BILLING_DISPUTE", "HIGH_VALUE_CUSTOMER", "OTHER"],
  escalation_status: ["PENDING", "ASSIGNED", "IN_PROGRESS", "RESOLVED"],
  metric_period: ["HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"],
  organization_plan: ["FREE", "STARTER", "PROFESSIONAL", "ENTERPRISE"],
  organization_status: ["ACTIVE", "SUSPENDED", "TRIAL", "CANCELLED"],
  performance_trend: ["UP", "DOWN", "STABLE"],
  refund_reason: ["AI_BUG", "SERVICE_DOWNTIME", "UX_ISSUE", "BILLING_ERROR", "CUSTOMER_REQUEST", "OTHER"],
  refund_status: ["PENDING", "APPROVED", "REJECTED", "COMPLETED"],
  representative_role: ["JUNIOR_SUPPORT", "SENIOR_SUPPORT", "TEAM_LEAD", "ADMIN"],
  representative_status: ["ONLINE", "AWAY", "OFFLINE"],
  ticket_category: ["TECHNICAL_ISSUE", "BILLING_PAYMENT", "ACCOUNT_MANAGEMENT", "FEATURE_REQUEST", "BUG_REPORT", "OTHER"],
  ticket_priority: ["LOW", "NORMAL", "HIGH", "URGENT"],
  ticket_status: ["OPEN", "IN_PROGRESS", "WAITING", "RESOLVED", "CLOSED"],
  user_role: ["CUSTOMER", "REPRESENTATIVE", "ADMIN"],
} as const;
