-- The organization's 13 tables, under the names they have in Postgres.
--
-- How a Postgres type is kept: uuid as BLOB(16); varchar(n) and text as TEXT; an enum as TEXT with a
-- CHECK of the enum's name; integer as INTEGER within 32 bits; boolean as 0 or 1; numeric(p,s) as the
-- INTEGER scaled by 10^s, within p digits; timestamp as INTEGER microseconds since 1970 UTC; jsonb as
-- TEXT that must be JSON without the escape of NUL, which jsonb refuses (behind an escaped backslash
-- "u0000" is only five letters, hence the replace; older shells call NULL invalid JSON). Each CHECK is exactly as wide as the Postgres type,
-- never narrower: rows of the existing system are taken as they come, and business ranges are the
-- operations' concern.
--
-- Foreign keys are deferred to the commit: rows may then arrive children first (from a hub, from an
-- import), and inserts with triggers need no statement journal. Their CASCADE and SET NULL act at once.
--
-- Yesterday's program may open tomorrow's file: later migrations only add.

CREATE TABLE organizations (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL CHECK (length(name) <= 255 AND instr(name, char(0)) = 0),
    slug TEXT NOT NULL CHECK (length(slug) <= 255 AND instr(slug, char(0)) = 0),
    plan TEXT NOT NULL DEFAULT 'FREE'
        CONSTRAINT organization_plan CHECK (plan IN ('FREE', 'STARTER', 'PROFESSIONAL', 'ENTERPRISE')),
    status TEXT NOT NULL DEFAULT 'TRIAL'
        CONSTRAINT organization_status CHECK (status IN ('ACTIVE', 'SUSPENDED', 'TRIAL', 'CANCELLED')),
    settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings) AND instr(replace(settings, '\\', ''), '\u0000') = 0),
    metadata TEXT CHECK (metadata IS NULL OR (json_valid(metadata) AND instr(replace(metadata, '\\', ''), '\u0000') = 0)),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    trial_ends_at INTEGER CHECK (trial_ends_at >= -210866803200000000),
    suspended_at INTEGER CHECK (suspended_at >= -210866803200000000),
    CONSTRAINT organizations_slug_unique UNIQUE (slug)
) STRICT;

CREATE TABLE users (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    email TEXT NOT NULL CHECK (length(email) <= 255 AND instr(email, char(0)) = 0),
    name TEXT NOT NULL CHECK (length(name) <= 255 AND instr(name, char(0)) = 0),
    role TEXT NOT NULL DEFAULT 'CUSTOMER'
        CONSTRAINT user_role CHECK (role IN ('CUSTOMER', 'REPRESENTATIVE', 'ADMIN')),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    CONSTRAINT users_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX users_org_id_idx ON users (organization_id);
-- What the lists read.
CREATE INDEX users_list_idx ON users (organization_id, created_at, id);
CREATE INDEX users_list_role_idx ON users (organization_id, role, created_at, id);
CREATE INDEX users_name_idx ON users (organization_id, name COLLATE NOCASE);

CREATE TABLE representatives (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    user_id BLOB NOT NULL CHECK (length(user_id) = 16),
    role TEXT NOT NULL DEFAULT 'JUNIOR_SUPPORT'
        CONSTRAINT representative_role CHECK (role IN ('JUNIOR_SUPPORT', 'SENIOR_SUPPORT', 'TEAM_LEAD', 'ADMIN')),
    status TEXT NOT NULL DEFAULT 'OFFLINE'
        CONSTRAINT representative_status CHECK (status IN ('ONLINE', 'AWAY', 'OFFLINE')),
    active_chats INTEGER NOT NULL DEFAULT 0 CHECK (active_chats BETWEEN -2147483648 AND 2147483647),
    max_chats INTEGER NOT NULL DEFAULT 10 CHECK (max_chats BETWEEN -2147483648 AND 2147483647),
    rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN -999 AND 999),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    last_active_at INTEGER CHECK (last_active_at >= -210866803200000000),
    CONSTRAINT representatives_user_id_unique UNIQUE (user_id),
    CONSTRAINT representatives_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT representatives_user_id_users_id_fk
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX representatives_org_id_idx ON representatives (organization_id);
CREATE INDEX representatives_status_idx ON representatives (status);
CREATE INDEX representatives_user_id_idx ON representatives (user_id);

CREATE TABLE customer_profiles (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    user_id BLOB NOT NULL CHECK (length(user_id) = 16),
    tier TEXT NOT NULL DEFAULT 'FREE'
        CONSTRAINT account_tier CHECK (tier IN ('FREE', 'STARTER', 'PRO', 'ENTERPRISE')),
    standing TEXT NOT NULL DEFAULT 'GOOD'
        CONSTRAINT account_standing CHECK (standing IN ('GOOD', 'WARNING', 'SUSPENDED', 'CLOSED')),
    joined_at INTEGER NOT NULL CHECK (joined_at >= -210866803200000000),
    lifetime_value INTEGER NOT NULL DEFAULT 0 CHECK (lifetime_value BETWEEN -999999999999 AND 999999999999),
    last_billing_date INTEGER CHECK (last_billing_date >= -210866803200000000),
    next_billing_date INTEGER CHECK (next_billing_date >= -210866803200000000),
    billing_cycle TEXT
        CONSTRAINT billing_cycle CHECK (billing_cycle IN ('MONTHLY', 'QUARTERLY', 'YEARLY')),
    billing_amount INTEGER CHECK (billing_amount BETWEEN -9999999999 AND 9999999999),
    token_balance INTEGER NOT NULL DEFAULT 0 CHECK (token_balance BETWEEN -2147483648 AND 2147483647),
    token_limit INTEGER NOT NULL DEFAULT 1000 CHECK (token_limit BETWEEN -2147483648 AND 2147483647),
    active_sites INTEGER NOT NULL DEFAULT 0 CHECK (active_sites BETWEEN -2147483648 AND 2147483647),
    sites_limit INTEGER NOT NULL DEFAULT 1 CHECK (sites_limit BETWEEN -2147483648 AND 2147483647),
    context TEXT CHECK (context IS NULL OR (json_valid(context) AND instr(replace(context, '\\', ''), '\u0000') = 0)),
    preferences TEXT CHECK (preferences IS NULL OR (json_valid(preferences) AND instr(replace(preferences, '\\', ''), '\u0000') = 0)),
    metadata TEXT CHECK (metadata IS NULL OR (json_valid(metadata) AND instr(replace(metadata, '\\', ''), '\u0000') = 0)),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    CONSTRAINT customer_profiles_user_id_unique UNIQUE (user_id),
    CONSTRAINT customer_profiles_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT customer_profiles_user_id_users_id_fk
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX customer_profiles_org_id_idx ON customer_profiles (organization_id);
CREATE INDEX customer_profiles_tier_idx ON customer_profiles (tier);
CREATE INDEX customer_profiles_user_id_idx ON customer_profiles (user_id);
-- What the lists read.
CREATE INDEX customer_profiles_list_idx ON customer_profiles (organization_id, created_at, id);

CREATE TABLE tickets (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    ticket_number TEXT NOT NULL CHECK (length(ticket_number) <= 50 AND instr(ticket_number, char(0)) = 0),
    conversation_id BLOB CHECK (length(conversation_id) = 16),
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    assigned_to BLOB CHECK (length(assigned_to) = 16),
    subject TEXT NOT NULL CHECK (length(subject) <= 500 AND instr(subject, char(0)) = 0),
    description TEXT NOT NULL CHECK (instr(description, char(0)) = 0),
    status TEXT NOT NULL DEFAULT 'OPEN'
        CONSTRAINT ticket_status CHECK (status IN ('OPEN', 'IN_PROGRESS', 'WAITING', 'RESOLVED', 'CLOSED')),
    priority TEXT NOT NULL DEFAULT 'NORMAL'
        CONSTRAINT ticket_priority CHECK (priority IN ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
    category TEXT NOT NULL
        CONSTRAINT ticket_category CHECK (category IN ('TECHNICAL_ISSUE', 'BILLING_PAYMENT', 'ACCOUNT_MANAGEMENT', 'FEATURE_REQUEST', 'BUG_REPORT', 'OTHER')),
    tags TEXT CHECK (tags IS NULL OR (json_valid(tags) AND instr(replace(tags, '\\', ''), '\u0000') = 0)),
    ai_handled INTEGER NOT NULL DEFAULT 0 CHECK (ai_handled IN (0, 1)),
    sentiment INTEGER CHECK (sentiment BETWEEN -999 AND 999),
    estimated_resolution_time INTEGER CHECK (estimated_resolution_time BETWEEN -2147483648 AND 2147483647),
    actual_resolution_time INTEGER CHECK (actual_resolution_time BETWEEN -2147483648 AND 2147483647),
    customer_satisfaction_score INTEGER CHECK (customer_satisfaction_score BETWEEN -99 AND 99),
    internal_notes TEXT CHECK (instr(internal_notes, char(0)) = 0),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    resolved_at INTEGER CHECK (resolved_at >= -210866803200000000),
    closed_at INTEGER CHECK (closed_at >= -210866803200000000),
    CONSTRAINT tickets_assigned_to_representatives_id_fk
        FOREIGN KEY (assigned_to) REFERENCES representatives (id) ON DELETE SET NULL
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT tickets_customer_id_users_id_fk
        FOREIGN KEY (customer_id) REFERENCES users (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT tickets_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX tickets_assigned_to_idx ON tickets (assigned_to);
CREATE INDEX tickets_created_at_idx ON tickets (created_at);
CREATE INDEX tickets_customer_id_idx ON tickets (customer_id);
CREATE INDEX tickets_org_id_idx ON tickets (organization_id);
CREATE INDEX tickets_priority_idx ON tickets (priority);
CREATE INDEX tickets_status_idx ON tickets (status);
CREATE INDEX tickets_ticket_number_idx ON tickets (ticket_number);
-- What the lists read.
CREATE INDEX tickets_list_idx ON tickets (organization_id, created_at, id);
CREATE INDEX tickets_list_status_idx ON tickets (organization_id, status, created_at, id);
CREATE INDEX tickets_list_assigned_to_idx ON tickets (organization_id, assigned_to, created_at, id);
CREATE INDEX tickets_list_customer_id_idx ON tickets (organization_id, customer_id, created_at, id);

CREATE TABLE escalations (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    conversation_id BLOB NOT NULL CHECK (length(conversation_id) = 16),
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    assigned_to BLOB CHECK (length(assigned_to) = 16),
    priority TEXT NOT NULL DEFAULT 'NORMAL'
        CONSTRAINT escalation_priority CHECK (priority IN ('LOW', 'NORMAL', 'HIGH', 'URGENT', 'CRITICAL')),
    status TEXT NOT NULL DEFAULT 'PENDING'
        CONSTRAINT escalation_status CHECK (status IN ('PENDING', 'ASSIGNED', 'IN_PROGRESS', 'RESOLVED')),
    reason TEXT NOT NULL
        CONSTRAINT escalation_reason CHECK (reason IN ('AI_UNABLE_TO_RESOLVE', 'CUSTOMER_REQUEST', 'NEGATIVE_SENTIMENT', 'TECHNICAL_ISSUE', 'BILLING_DISPUTE', 'HIGH_VALUE_CUSTOMER', 'OTHER')),
    issue_description TEXT NOT NULL CHECK (instr(issue_description, char(0)) = 0),
    wait_time INTEGER NOT NULL DEFAULT 0 CHECK (wait_time BETWEEN -2147483648 AND 2147483647),
    notes TEXT CHECK (instr(notes, char(0)) = 0),
    ai_summary TEXT CHECK (instr(ai_summary, char(0)) = 0),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    assigned_at INTEGER CHECK (assigned_at >= -210866803200000000),
    resolved_at INTEGER CHECK (resolved_at >= -210866803200000000),
    CONSTRAINT escalations_assigned_to_representatives_id_fk
        FOREIGN KEY (assigned_to) REFERENCES representatives (id) ON DELETE SET NULL
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT escalations_customer_id_users_id_fk
        FOREIGN KEY (customer_id) REFERENCES users (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT escalations_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX escalations_assigned_to_idx ON escalations (assigned_to);
CREATE INDEX escalations_conversation_id_idx ON escalations (conversation_id);
CREATE INDEX escalations_customer_id_idx ON escalations (customer_id);
CREATE INDEX escalations_org_id_idx ON escalations (organization_id);
CREATE INDEX escalations_priority_idx ON escalations (priority);
CREATE INDEX escalations_status_idx ON escalations (status);
-- What the lists read.
CREATE INDEX escalations_list_idx ON escalations (organization_id, created_at, id);
CREATE INDEX escalations_list_status_idx ON escalations (organization_id, status, created_at, id);

CREATE TABLE refunds (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    order_id TEXT NOT NULL CHECK (length(order_id) <= 255 AND instr(order_id, char(0)) = 0),
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    amount INTEGER NOT NULL CHECK (amount BETWEEN -9999999999 AND 9999999999),
    reason TEXT NOT NULL
        CONSTRAINT refund_reason CHECK (reason IN ('AI_BUG', 'SERVICE_DOWNTIME', 'UX_ISSUE', 'BILLING_ERROR', 'CUSTOMER_REQUEST', 'OTHER')),
    status TEXT NOT NULL DEFAULT 'PENDING'
        CONSTRAINT refund_status CHECK (status IN ('PENDING', 'APPROVED', 'REJECTED', 'COMPLETED')),
    notes TEXT CHECK (instr(notes, char(0)) = 0),
    approved_by BLOB CHECK (length(approved_by) = 16),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    processed_at INTEGER CHECK (processed_at >= -210866803200000000),
    CONSTRAINT refunds_approved_by_representatives_id_fk
        FOREIGN KEY (approved_by) REFERENCES representatives (id) ON DELETE SET NULL
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT refunds_customer_id_users_id_fk
        FOREIGN KEY (customer_id) REFERENCES users (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT refunds_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX refunds_created_at_idx ON refunds (created_at);
CREATE INDEX refunds_customer_id_idx ON refunds (customer_id);
CREATE INDEX refunds_order_id_idx ON refunds (order_id);
CREATE INDEX refunds_org_id_idx ON refunds (organization_id);
CREATE INDEX refunds_status_idx ON refunds (status);
CREATE INDEX refunds_approved_by_idx ON refunds (approved_by);
-- What the lists read.
CREATE INDEX refunds_list_idx ON refunds (organization_id, created_at, id);
CREATE INDEX refunds_list_status_idx ON refunds (organization_id, status, created_at, id);
CREATE INDEX refunds_list_customer_id_idx ON refunds (organization_id, customer_id, created_at, id);

CREATE TABLE budgets (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    type TEXT NOT NULL
        CONSTRAINT budget_type CHECK (type IN ('REFUND', 'COMPENSATION', 'DISCOUNT', 'CREDIT')),
    period TEXT NOT NULL
        CONSTRAINT budget_period CHECK (period IN ('DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY')),
    "limit" INTEGER NOT NULL CHECK ("limit" BETWEEN -999999999999 AND 999999999999),
    spent INTEGER NOT NULL DEFAULT 0 CHECK (spent BETWEEN -999999999999 AND 999999999999),
    remaining INTEGER NOT NULL CHECK (remaining BETWEEN -999999999999 AND 999999999999),
    alert_thresholds TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(alert_thresholds) AND instr(replace(alert_thresholds, '\\', ''), '\u0000') = 0),
    auto_alerts_enabled INTEGER NOT NULL DEFAULT 1 CHECK (auto_alerts_enabled IN (0, 1)),
    refund_limit_per_user INTEGER CHECK (refund_limit_per_user BETWEEN -9999999999 AND 9999999999),
    period_start INTEGER NOT NULL CHECK (period_start >= -210866803200000000),
    period_end INTEGER NOT NULL CHECK (period_end >= -210866803200000000),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    CONSTRAINT budgets_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX budgets_org_id_idx ON budgets (organization_id);
CREATE INDEX budgets_period_idx ON budgets (period);
CREATE INDEX budgets_period_start_idx ON budgets (period_start);
CREATE INDEX budgets_type_idx ON budgets (type);

CREATE TABLE budget_usage_records (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    budget_id BLOB NOT NULL CHECK (length(budget_id) = 16),
    amount INTEGER NOT NULL CHECK (amount BETWEEN -9999999999 AND 9999999999),
    refund_id BLOB CHECK (length(refund_id) = 16),
    reason TEXT CHECK (instr(reason, char(0)) = 0),
    approved_by BLOB CHECK (length(approved_by) = 16),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    CONSTRAINT budget_usage_records_approved_by_representatives_id_fk
        FOREIGN KEY (approved_by) REFERENCES representatives (id) ON DELETE SET NULL
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT budget_usage_records_budget_id_budgets_id_fk
        FOREIGN KEY (budget_id) REFERENCES budgets (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT budget_usage_records_refund_id_refunds_id_fk
        FOREIGN KEY (refund_id) REFERENCES refunds (id) ON DELETE SET NULL
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX budget_usage_records_budget_id_idx ON budget_usage_records (budget_id);
CREATE INDEX budget_usage_records_created_at_idx ON budget_usage_records (created_at);
CREATE INDEX budget_usage_records_refund_id_idx ON budget_usage_records (refund_id);
CREATE INDEX budget_usage_records_approved_by_idx ON budget_usage_records (approved_by);
-- What the lists read.
CREATE INDEX budget_usage_records_list_idx ON budget_usage_records (budget_id, created_at, id);

CREATE TABLE agent_configurations (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    name TEXT NOT NULL CHECK (length(name) <= 255 AND instr(name, char(0)) = 0),
    type TEXT NOT NULL
        CONSTRAINT agent_type CHECK (type IN ('RESPONSE_RECOMMENDATION', 'CUSTOMER_SPEND', 'SENTIMENT_ANALYSIS', 'ESCALATION_PREDICTOR', 'CUSTOM')),
    description TEXT NOT NULL CHECK (instr(description, char(0)) = 0),
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    status TEXT NOT NULL DEFAULT 'ACTIVE'
        CONSTRAINT agent_status CHECK (status IN ('ACTIVE', 'PAUSED', 'DISABLED')),
    assertions INTEGER NOT NULL DEFAULT 0 CHECK (assertions BETWEEN -2147483648 AND 2147483647),
    accuracy INTEGER NOT NULL DEFAULT 0 CHECK (accuracy BETWEEN -99999 AND 99999),
    avg_latency INTEGER NOT NULL DEFAULT 0 CHECK (avg_latency BETWEEN -2147483648 AND 2147483647),
    data_sources TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(data_sources) AND instr(replace(data_sources, '\\', ''), '\u0000') = 0),
    thresholds TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(thresholds) AND instr(replace(thresholds, '\\', ''), '\u0000') = 0),
    metadata TEXT CHECK (metadata IS NULL OR (json_valid(metadata) AND instr(replace(metadata, '\\', ''), '\u0000') = 0)),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    last_run_at INTEGER CHECK (last_run_at >= -210866803200000000),
    CONSTRAINT agent_configurations_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX agent_configurations_org_id_idx ON agent_configurations (organization_id);
CREATE INDEX agent_configurations_status_idx ON agent_configurations (status);
CREATE INDEX agent_configurations_type_idx ON agent_configurations (type);

CREATE TABLE decision_rules (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    name TEXT NOT NULL CHECK (length(name) <= 255 AND instr(name, char(0)) = 0),
    description TEXT NOT NULL CHECK (instr(description, char(0)) = 0),
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    priority INTEGER NOT NULL CHECK (priority BETWEEN -2147483648 AND 2147483647),
    conditions TEXT NOT NULL CHECK (json_valid(conditions) AND instr(replace(conditions, '\\', ''), '\u0000') = 0),
    action TEXT NOT NULL
        CONSTRAINT decision_rule_action CHECK (action IN ('AUTO_RESOLVE', 'ESCALATE_TO_HUMAN', 'REQUEST_MORE_INFO', 'ROUTE_TO_SENIOR', 'AUTO_APPROVE_REFUND', 'DENY_REFUND', 'CUSTOM')),
    action_params TEXT CHECK (action_params IS NULL OR (json_valid(action_params) AND instr(replace(action_params, '\\', ''), '\u0000') = 0)),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    last_triggered_at INTEGER CHECK (last_triggered_at >= -210866803200000000),
    CONSTRAINT decision_rules_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX decision_rules_enabled_idx ON decision_rules (enabled);
CREATE INDEX decision_rules_org_id_idx ON decision_rules (organization_id);
CREATE INDEX decision_rules_priority_idx ON decision_rules (priority);

CREATE TABLE performance_metrics (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    period TEXT NOT NULL
        CONSTRAINT metric_period CHECK (period IN ('HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR')),
    period_start INTEGER NOT NULL CHECK (period_start >= -210866803200000000),
    period_end INTEGER NOT NULL CHECK (period_end >= -210866803200000000),
    total_chats INTEGER NOT NULL DEFAULT 0 CHECK (total_chats BETWEEN -2147483648 AND 2147483647),
    active_chats INTEGER NOT NULL DEFAULT 0 CHECK (active_chats BETWEEN -2147483648 AND 2147483647),
    avg_response_time INTEGER NOT NULL DEFAULT 0 CHECK (avg_response_time BETWEEN -2147483648 AND 2147483647),
    first_contact_resolution INTEGER NOT NULL DEFAULT 0 CHECK (first_contact_resolution BETWEEN -99999 AND 99999),
    customer_satisfaction INTEGER NOT NULL DEFAULT 0 CHECK (customer_satisfaction BETWEEN -999 AND 999),
    escalation_rate INTEGER NOT NULL DEFAULT 0 CHECK (escalation_rate BETWEEN -99999 AND 99999),
    ai_resolution_rate INTEGER NOT NULL DEFAULT 0 CHECK (ai_resolution_rate BETWEEN -99999 AND 99999),
    tickets_resolved INTEGER NOT NULL DEFAULT 0 CHECK (tickets_resolved BETWEEN -2147483648 AND 2147483647),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    CONSTRAINT performance_metrics_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX performance_metrics_org_id_idx ON performance_metrics (organization_id);
CREATE INDEX performance_metrics_period_idx ON performance_metrics (period);
CREATE INDEX performance_metrics_period_start_idx ON performance_metrics (period_start);
-- What the lists read.
CREATE INDEX performance_metrics_list_idx ON performance_metrics (organization_id, period_start, id);

CREATE TABLE team_performance (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    representative_id BLOB NOT NULL CHECK (length(representative_id) = 16),
    period TEXT NOT NULL
        CONSTRAINT metric_period CHECK (period IN ('HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR')),
    period_start INTEGER NOT NULL CHECK (period_start >= -210866803200000000),
    period_end INTEGER NOT NULL CHECK (period_end >= -210866803200000000),
    tickets_handled INTEGER NOT NULL DEFAULT 0 CHECK (tickets_handled BETWEEN -2147483648 AND 2147483647),
    avg_response_time INTEGER NOT NULL DEFAULT 0 CHECK (avg_response_time BETWEEN -2147483648 AND 2147483647),
    resolution_rate INTEGER NOT NULL DEFAULT 0 CHECK (resolution_rate BETWEEN -99999 AND 99999),
    customer_satisfaction INTEGER NOT NULL DEFAULT 0 CHECK (customer_satisfaction BETWEEN -999 AND 999),
    trend TEXT NOT NULL DEFAULT 'STABLE'
        CONSTRAINT performance_trend CHECK (trend IN ('UP', 'DOWN', 'STABLE')),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    CONSTRAINT team_performance_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT team_performance_representative_id_representatives_id_fk
        FOREIGN KEY (representative_id) REFERENCES representatives (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX team_performance_org_id_idx ON team_performance (organization_id);
CREATE INDEX team_performance_period_idx ON team_performance (period);
CREATE INDEX team_performance_period_start_idx ON team_performance (period_start);
CREATE INDEX team_performance_rep_id_idx ON team_performance (representative_id);
-- What the lists read.
CREATE INDEX team_performance_list_idx ON team_performance (organization_id, period_start, id);
CREATE INDEX team_performance_list_rep_idx ON team_performance (representative_id, period_start, id);
