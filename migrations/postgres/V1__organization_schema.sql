-- The organization's schema: 23 enums, 13 tables, 46 indexes. The same names, types, defaults and
-- cascades as the existing system's own migration, so that a hub made by either is one and the same.
-- What is already there stays as it is, rows included.

-- Enums. CREATE TYPE knows no IF NOT EXISTS; the exception stands in for it.

DO $$ BEGIN
    CREATE TYPE account_standing AS ENUM ('GOOD', 'WARNING', 'SUSPENDED', 'CLOSED');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE account_tier AS ENUM ('FREE', 'STARTER', 'PRO', 'ENTERPRISE');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE agent_status AS ENUM ('ACTIVE', 'PAUSED', 'DISABLED');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE agent_type AS ENUM (
        'RESPONSE_RECOMMENDATION', 'CUSTOMER_SPEND', 'SENTIMENT_ANALYSIS',
        'ESCALATION_PREDICTOR', 'CUSTOM'
    );
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE billing_cycle AS ENUM ('MONTHLY', 'QUARTERLY', 'YEARLY');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE budget_period AS ENUM ('DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE budget_type AS ENUM ('REFUND', 'COMPENSATION', 'DISCOUNT', 'CREDIT');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE decision_rule_action AS ENUM (
        'AUTO_RESOLVE', 'ESCALATE_TO_HUMAN', 'REQUEST_MORE_INFO', 'ROUTE_TO_SENIOR',
        'AUTO_APPROVE_REFUND', 'DENY_REFUND', 'CUSTOM'
    );
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE escalation_priority AS ENUM ('LOW', 'NORMAL', 'HIGH', 'URGENT', 'CRITICAL');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE escalation_reason AS ENUM (
        'AI_UNABLE_TO_RESOLVE', 'CUSTOMER_REQUEST', 'NEGATIVE_SENTIMENT', 'TECHNICAL_ISSUE',
        'BILLING_DISPUTE', 'HIGH_VALUE_CUSTOMER', 'OTHER'
    );
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE escalation_status AS ENUM ('PENDING', 'ASSIGNED', 'IN_PROGRESS', 'RESOLVED');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE metric_period AS ENUM ('HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE organization_plan AS ENUM ('FREE', 'STARTER', 'PROFESSIONAL', 'ENTERPRISE');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE organization_status AS ENUM ('ACTIVE', 'SUSPENDED', 'TRIAL', 'CANCELLED');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE performance_trend AS ENUM ('UP', 'DOWN', 'STABLE');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE refund_reason AS ENUM (
        'AI_BUG', 'SERVICE_DOWNTIME', 'UX_ISSUE', 'BILLING_ERROR', 'CUSTOMER_REQUEST', 'OTHER'
    );
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE refund_status AS ENUM ('PENDING', 'APPROVED', 'REJECTED', 'COMPLETED');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE representative_role AS ENUM (
        'JUNIOR_SUPPORT', 'SENIOR_SUPPORT', 'TEAM_LEAD', 'ADMIN'
    );
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE representative_status AS ENUM ('ONLINE', 'AWAY', 'OFFLINE');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE ticket_category AS ENUM (
        'TECHNICAL_ISSUE', 'BILLING_PAYMENT', 'ACCOUNT_MANAGEMENT', 'FEATURE_REQUEST',
        'BUG_REPORT', 'OTHER'
    );
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE ticket_priority AS ENUM ('LOW', 'NORMAL', 'HIGH', 'URGENT');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE ticket_status AS ENUM ('OPEN', 'IN_PROGRESS', 'WAITING', 'RESOLVED', 'CLOSED');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

DO $$ BEGIN
    CREATE TYPE user_role AS ENUM ('CUSTOMER', 'REPRESENTATIVE', 'ADMIN');
EXCEPTION WHEN duplicate_object THEN NULL; END $$;

-- Tables, parents first.

CREATE TABLE IF NOT EXISTS organizations (
    id            uuid                PRIMARY KEY DEFAULT gen_random_uuid(),
    name          varchar(255)        NOT NULL,
    slug          varchar(255)        NOT NULL,
    plan          organization_plan   NOT NULL DEFAULT 'FREE',
    status        organization_status NOT NULL DEFAULT 'TRIAL',
    settings      jsonb               NOT NULL DEFAULT '{}',
    metadata      jsonb,
    created_at    timestamp           NOT NULL DEFAULT now(),
    updated_at    timestamp           NOT NULL DEFAULT now(),
    trial_ends_at timestamp,
    suspended_at  timestamp,
    CONSTRAINT organizations_slug_unique UNIQUE (slug)
);

CREATE TABLE IF NOT EXISTS users (
    id              uuid         PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid         NOT NULL
        CONSTRAINT users_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    email           varchar(255) NOT NULL,
    name            varchar(255) NOT NULL,
    role            user_role    NOT NULL DEFAULT 'CUSTOMER',
    created_at      timestamp    NOT NULL DEFAULT now(),
    updated_at      timestamp    NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS users_email_idx ON users (email);
CREATE INDEX IF NOT EXISTS users_org_id_idx ON users (organization_id);

CREATE TABLE IF NOT EXISTS representatives (
    id              uuid                  PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid                  NOT NULL
        CONSTRAINT representatives_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    user_id         uuid                  NOT NULL
        CONSTRAINT representatives_user_id_users_id_fk
        REFERENCES users (id) ON DELETE CASCADE,
    role            representative_role   NOT NULL DEFAULT 'JUNIOR_SUPPORT',
    status          representative_status NOT NULL DEFAULT 'OFFLINE',
    active_chats    integer               NOT NULL DEFAULT 0,
    max_chats       integer               NOT NULL DEFAULT 10,
    rating          numeric(3,2)          NOT NULL DEFAULT 0.00,
    created_at      timestamp             NOT NULL DEFAULT now(),
    updated_at      timestamp             NOT NULL DEFAULT now(),
    last_active_at  timestamp,
    CONSTRAINT representatives_user_id_unique UNIQUE (user_id)
);
CREATE INDEX IF NOT EXISTS representatives_org_id_idx ON representatives (organization_id);
CREATE INDEX IF NOT EXISTS representatives_status_idx ON representatives (status);
CREATE INDEX IF NOT EXISTS representatives_user_id_idx ON representatives (user_id);

CREATE TABLE IF NOT EXISTS customer_profiles (
    id                uuid             PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id   uuid             NOT NULL
        CONSTRAINT customer_profiles_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    user_id           uuid             NOT NULL
        CONSTRAINT customer_profiles_user_id_users_id_fk
        REFERENCES users (id) ON DELETE CASCADE,
    tier              account_tier     NOT NULL DEFAULT 'FREE',
    standing          account_standing NOT NULL DEFAULT 'GOOD',
    joined_at         timestamp        NOT NULL DEFAULT now(),
    lifetime_value    numeric(12,2)    NOT NULL DEFAULT 0.00,
    last_billing_date timestamp,
    next_billing_date timestamp,
    billing_cycle     billing_cycle,
    billing_amount    numeric(10,2),
    token_balance     integer          NOT NULL DEFAULT 0,
    token_limit       integer          NOT NULL DEFAULT 1000,
    active_sites      integer          NOT NULL DEFAULT 0,
    sites_limit       integer          NOT NULL DEFAULT 1,
    context           jsonb,
    preferences       jsonb,
    metadata          jsonb,
    created_at        timestamp        NOT NULL DEFAULT now(),
    updated_at        timestamp        NOT NULL DEFAULT now(),
    CONSTRAINT customer_profiles_user_id_unique UNIQUE (user_id)
);
CREATE INDEX IF NOT EXISTS customer_profiles_org_id_idx ON customer_profiles (organization_id);
CREATE INDEX IF NOT EXISTS customer_profiles_tier_idx ON customer_profiles (tier);
CREATE INDEX IF NOT EXISTS customer_profiles_user_id_idx ON customer_profiles (user_id);

CREATE TABLE IF NOT EXISTS tickets (
    id                          uuid            PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id             uuid            NOT NULL
        CONSTRAINT tickets_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    ticket_number               varchar(50)     NOT NULL,
    conversation_id             uuid,
    customer_id                 uuid            NOT NULL
        CONSTRAINT tickets_customer_id_users_id_fk
        REFERENCES users (id) ON DELETE CASCADE,
    assigned_to                 uuid
        CONSTRAINT tickets_assigned_to_representatives_id_fk
        REFERENCES representatives (id) ON DELETE SET NULL,
    subject                     varchar(500)    NOT NULL,
    description                 text            NOT NULL,
    status                      ticket_status   NOT NULL DEFAULT 'OPEN',
    priority                    ticket_priority NOT NULL DEFAULT 'NORMAL',
    category                    ticket_category NOT NULL,
    tags                        jsonb,
    ai_handled                  boolean         NOT NULL DEFAULT false,
    sentiment                   numeric(3,2),
    estimated_resolution_time   integer,
    actual_resolution_time      integer,
    customer_satisfaction_score numeric(2,1),
    internal_notes              text,
    created_at                  timestamp       NOT NULL DEFAULT now(),
    updated_at                  timestamp       NOT NULL DEFAULT now(),
    resolved_at                 timestamp,
    closed_at                   timestamp
);
CREATE INDEX IF NOT EXISTS tickets_assigned_to_idx ON tickets (assigned_to);
CREATE INDEX IF NOT EXISTS tickets_created_at_idx ON tickets (created_at);
CREATE INDEX IF NOT EXISTS tickets_customer_id_idx ON tickets (customer_id);
CREATE INDEX IF NOT EXISTS tickets_org_id_idx ON tickets (organization_id);
CREATE INDEX IF NOT EXISTS tickets_priority_idx ON tickets (priority);
CREATE INDEX IF NOT EXISTS tickets_status_idx ON tickets (status);
CREATE INDEX IF NOT EXISTS tickets_ticket_number_idx ON tickets (ticket_number);

CREATE TABLE IF NOT EXISTS escalations (
    id                uuid                PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id   uuid                NOT NULL
        CONSTRAINT escalations_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    conversation_id   uuid                NOT NULL,
    customer_id       uuid                NOT NULL
        CONSTRAINT escalations_customer_id_users_id_fk
        REFERENCES users (id) ON DELETE CASCADE,
    assigned_to       uuid
        CONSTRAINT escalations_assigned_to_representatives_id_fk
        REFERENCES representatives (id) ON DELETE SET NULL,
    priority          escalation_priority NOT NULL DEFAULT 'NORMAL',
    status            escalation_status   NOT NULL DEFAULT 'PENDING',
    reason            escalation_reason   NOT NULL,
    issue_description text                NOT NULL,
    wait_time         integer             NOT NULL DEFAULT 0,
    notes             text,
    ai_summary        text,
    created_at        timestamp           NOT NULL DEFAULT now(),
    updated_at        timestamp           NOT NULL DEFAULT now(),
    assigned_at       timestamp,
    resolved_at       timestamp
);
CREATE INDEX IF NOT EXISTS escalations_assigned_to_idx ON escalations (assigned_to);
CREATE INDEX IF NOT EXISTS escalations_conversation_id_idx ON escalations (conversation_id);
CREATE INDEX IF NOT EXISTS escalations_customer_id_idx ON escalations (customer_id);
CREATE INDEX IF NOT EXISTS escalations_org_id_idx ON escalations (organization_id);
CREATE INDEX IF NOT EXISTS escalations_priority_idx ON escalations (priority);
CREATE INDEX IF NOT EXISTS escalations_status_idx ON escalations (status);

CREATE TABLE IF NOT EXISTS refunds (
    id              uuid          PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid          NOT NULL
        CONSTRAINT refunds_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    order_id        varchar(255)  NOT NULL,
    customer_id     uuid          NOT NULL
        CONSTRAINT refunds_customer_id_users_id_fk
        REFERENCES users (id) ON DELETE CASCADE,
    amount          numeric(10,2) NOT NULL,
    reason          refund_reason NOT NULL,
    status          refund_status NOT NULL DEFAULT 'PENDING',
    notes           text,
    approved_by     uuid
        CONSTRAINT refunds_approved_by_representatives_id_fk
        REFERENCES representatives (id) ON DELETE SET NULL,
    created_at      timestamp     NOT NULL DEFAULT now(),
    updated_at      timestamp     NOT NULL DEFAULT now(),
    processed_at    timestamp
);
CREATE INDEX IF NOT EXISTS refunds_created_at_idx ON refunds (created_at);
CREATE INDEX IF NOT EXISTS refunds_customer_id_idx ON refunds (customer_id);
CREATE INDEX IF NOT EXISTS refunds_order_id_idx ON refunds (order_id);
CREATE INDEX IF NOT EXISTS refunds_org_id_idx ON refunds (organization_id);
CREATE INDEX IF NOT EXISTS refunds_status_idx ON refunds (status);

CREATE TABLE IF NOT EXISTS budgets (
    id                    uuid          PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id       uuid          NOT NULL
        CONSTRAINT budgets_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    type                  budget_type   NOT NULL,
    period                budget_period NOT NULL,
    "limit"               numeric(12,2) NOT NULL,
    spent                 numeric(12,2) NOT NULL DEFAULT 0.00,
    remaining             numeric(12,2) NOT NULL,
    alert_thresholds      jsonb         NOT NULL DEFAULT '[]',
    auto_alerts_enabled   boolean       NOT NULL DEFAULT true,
    refund_limit_per_user numeric(10,2),
    period_start          timestamp     NOT NULL,
    period_end            timestamp     NOT NULL,
    created_at            timestamp     NOT NULL DEFAULT now(),
    updated_at            timestamp     NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS budgets_org_id_idx ON budgets (organization_id);
CREATE INDEX IF NOT EXISTS budgets_period_idx ON budgets (period);
CREATE INDEX IF NOT EXISTS budgets_period_start_idx ON budgets (period_start);
CREATE INDEX IF NOT EXISTS budgets_type_idx ON budgets (type);

CREATE TABLE IF NOT EXISTS budget_usage_records (
    id          uuid          PRIMARY KEY DEFAULT gen_random_uuid(),
    budget_id   uuid          NOT NULL
        CONSTRAINT budget_usage_records_budget_id_budgets_id_fk
        REFERENCES budgets (id) ON DELETE CASCADE,
    amount      numeric(10,2) NOT NULL,
    refund_id   uuid
        CONSTRAINT budget_usage_records_refund_id_refunds_id_fk
        REFERENCES refunds (id) ON DELETE SET NULL,
    reason      text,
    approved_by uuid
        CONSTRAINT budget_usage_records_approved_by_representatives_id_fk
        REFERENCES representatives (id) ON DELETE SET NULL,
    created_at  timestamp     NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS budget_usage_records_budget_id_idx ON budget_usage_records (budget_id);
CREATE INDEX IF NOT EXISTS budget_usage_records_created_at_idx ON budget_usage_records (created_at);
CREATE INDEX IF NOT EXISTS budget_usage_records_refund_id_idx ON budget_usage_records (refund_id);

CREATE TABLE IF NOT EXISTS agent_configurations (
    id              uuid         PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid         NOT NULL
        CONSTRAINT agent_configurations_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    name            varchar(255) NOT NULL,
    type            agent_type   NOT NULL,
    description     text         NOT NULL,
    enabled         boolean      NOT NULL DEFAULT true,
    status          agent_status NOT NULL DEFAULT 'ACTIVE',
    assertions      integer      NOT NULL DEFAULT 0,
    accuracy        numeric(5,2) NOT NULL DEFAULT 0.00,
    avg_latency     integer      NOT NULL DEFAULT 0,
    data_sources    jsonb        NOT NULL DEFAULT '[]',
    thresholds      jsonb        NOT NULL DEFAULT '{}',
    metadata        jsonb,
    created_at      timestamp    NOT NULL DEFAULT now(),
    updated_at      timestamp    NOT NULL DEFAULT now(),
    last_run_at     timestamp
);
CREATE INDEX IF NOT EXISTS agent_configurations_org_id_idx ON agent_configurations (organization_id);
CREATE INDEX IF NOT EXISTS agent_configurations_status_idx ON agent_configurations (status);
CREATE INDEX IF NOT EXISTS agent_configurations_type_idx ON agent_configurations (type);

CREATE TABLE IF NOT EXISTS decision_rules (
    id                uuid                 PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id   uuid                 NOT NULL
        CONSTRAINT decision_rules_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    name              varchar(255)         NOT NULL,
    description       text                 NOT NULL,
    enabled           boolean              NOT NULL DEFAULT true,
    priority          integer              NOT NULL,
    conditions        jsonb                NOT NULL,
    action            decision_rule_action NOT NULL,
    action_params     jsonb,
    created_at        timestamp            NOT NULL DEFAULT now(),
    updated_at        timestamp            NOT NULL DEFAULT now(),
    last_triggered_at timestamp
);
CREATE INDEX IF NOT EXISTS decision_rules_enabled_idx ON decision_rules (enabled);
CREATE INDEX IF NOT EXISTS decision_rules_org_id_idx ON decision_rules (organization_id);
CREATE INDEX IF NOT EXISTS decision_rules_priority_idx ON decision_rules (priority);

CREATE TABLE IF NOT EXISTS performance_metrics (
    id                       uuid          PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id          uuid          NOT NULL
        CONSTRAINT performance_metrics_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    period                   metric_period NOT NULL,
    period_start             timestamp     NOT NULL,
    period_end               timestamp     NOT NULL,
    total_chats              integer       NOT NULL DEFAULT 0,
    active_chats             integer       NOT NULL DEFAULT 0,
    avg_response_time        integer       NOT NULL DEFAULT 0,
    first_contact_resolution numeric(5,2)  NOT NULL DEFAULT 0.00,
    customer_satisfaction    numeric(3,2)  NOT NULL DEFAULT 0.00,
    escalation_rate          numeric(5,2)  NOT NULL DEFAULT 0.00,
    ai_resolution_rate       numeric(5,2)  NOT NULL DEFAULT 0.00,
    tickets_resolved         integer       NOT NULL DEFAULT 0,
    created_at               timestamp     NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS performance_metrics_org_id_idx ON performance_metrics (organization_id);
CREATE INDEX IF NOT EXISTS performance_metrics_period_idx ON performance_metrics (period);
CREATE INDEX IF NOT EXISTS performance_metrics_period_start_idx ON performance_metrics (period_start);

CREATE TABLE IF NOT EXISTS team_performance (
    id                    uuid              PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id       uuid              NOT NULL
        CONSTRAINT team_performance_organization_id_organizations_id_fk
        REFERENCES organizations (id) ON DELETE CASCADE,
    representative_id     uuid              NOT NULL
        CONSTRAINT team_performance_representative_id_representatives_id_fk
        REFERENCES representatives (id) ON DELETE CASCADE,
    period                metric_period     NOT NULL,
    period_start          timestamp         NOT NULL,
    period_end            timestamp         NOT NULL,
    tickets_handled       integer           NOT NULL DEFAULT 0,
    avg_response_time     integer           NOT NULL DEFAULT 0,
    resolution_rate       numeric(5,2)      NOT NULL DEFAULT 0.00,
    customer_satisfaction numeric(3,2)      NOT NULL DEFAULT 0.00,
    trend                 performance_trend NOT NULL DEFAULT 'STABLE',
    created_at            timestamp         NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS team_performance_org_id_idx ON team_performance (organization_id);
CREATE INDEX IF NOT EXISTS team_performance_period_idx ON team_performance (period);
CREATE INDEX IF NOT EXISTS team_performance_period_start_idx ON team_performance (period_start);
CREATE INDEX IF NOT EXISTS team_performance_rep_id_idx ON team_performance (representative_id);
