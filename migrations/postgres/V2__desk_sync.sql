-- What desks need beside the 13 tables: a log of their changes, the devices, and what became of pushes. All of
-- it lies in schema desk_sync; no table of the organization is altered. docs/HUB.md tells a DBA about it.

-- Devices are members of one role, which may read what follows and nothing else. Roles belong to the cluster:
-- another database of it may have a hub too.
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'desk_device') THEN
        CREATE ROLE desk_device NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;

REVOKE ALL ON SCHEMA desk_sync FROM PUBLIC;
GRANT USAGE ON SCHEMA desk_sync TO desk_device;

-- One row. A hub that was restored from a dump finds itself in another database than the one noted here.
CREATE TABLE desk_sync.meta (
    one            boolean     PRIMARY KEY DEFAULT true CHECK (one),
    epoch          uuid        NOT NULL DEFAULT gen_random_uuid(),
    schema_version integer     NOT NULL,
    min_client     integer     NOT NULL,
    max_client     integer     NOT NULL,
    -- A cursor that has not seen all up to here starts anew: what it would need was thrown away.
    horizon        xid8        NOT NULL DEFAULT '0',
    cluster        bigint      NOT NULL,
    database       oid         NOT NULL,
    installed_at   timestamptz NOT NULL DEFAULT now()
);
INSERT INTO desk_sync.meta (schema_version, min_client, max_client, cluster, database)
SELECT 1, 1, 1, system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database())
FROM pg_control_system();

-- A device: a role, and the one file that works with it.
CREATE TABLE desk_sync.device (
    id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    role       name        NOT NULL UNIQUE,
    -- As registered. Where the hub has no such organization yet, the first one with this slug is the device's.
    slug       text        NOT NULL,
    org        uuid,
    -- The file's own id; files that were this device before are never let in again.
    file       uuid        UNIQUE,
    former     uuid[]      NOT NULL DEFAULT '{}',
    -- How far the file's entries have come, and the chain's hash over them.
    last_seq   bigint      NOT NULL DEFAULT 0,
    head       bytea       NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    -- What it last told of itself.
    cursor     pg_snapshot,
    pending    bigint,
    version    text,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen  timestamptz,
    revoked_at timestamptz
);
CREATE UNIQUE INDEX device_name_key ON desk_sync.device (name) WHERE revoked_at IS NULL;
CREATE INDEX device_awaiting_idx ON desk_sync.device (slug) WHERE org IS NULL;

-- What changed: the key and, of an update, the columns. The row itself is read where it lives. op: Insert, Update,
-- Delete, Truncate (then pk is NULL and all the organization's rows are gone); cols NULL: the whole row.
CREATE TABLE desk_sync.log (
    org     uuid   NOT NULL,
    xid     xid8   NOT NULL DEFAULT pg_current_xact_id(),
    seq     bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    tbl     text   NOT NULL,
    pk      uuid,
    op      text   NOT NULL,
    cols    text[],
    -- Of a device's change: when it was made there (microseconds since 1970), by which file, at which place.
    edit_ts bigint,
    device  uuid,
    dseq    bigint,
    PRIMARY KEY (org, xid, seq)
);

-- Keys that are gone. Only a restore, or an insert by who knows nothing of desks, brings one back.
CREATE TABLE desk_sync.tombstone (
    tbl    text        NOT NULL,
    pk     uuid        NOT NULL,
    org    uuid        NOT NULL,
    at     timestamptz NOT NULL DEFAULT now(),
    device uuid,
    dseq   bigint,
    PRIMARY KEY (tbl, pk)
);
CREATE INDEX tombstone_at_idx ON desk_sync.tombstone (at);

-- Whose a budget was, for its usage records, which are deleted after it.
CREATE TABLE desk_sync.deleted_budget (
    id  uuid        PRIMARY KEY,
    org uuid        NOT NULL,
    at  timestamptz NOT NULL DEFAULT now()
);

-- What became of each entry. `result` stands at the first entry of its group.
CREATE TABLE desk_sync.push_result (
    device  uuid        NOT NULL,
    dseq    bigint      NOT NULL,
    "group" text        NOT NULL,
    head    bytea       NOT NULL,
    outcome text        NOT NULL,
    result  jsonb,
    at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (device, dseq)
);
CREATE INDEX push_result_at_idx ON desk_sync.push_result (at);

-- Keys that a quarantined group touches: later groups of the same file that touch them wait with it. `place` is the dseq
-- that the group had at first: when it comes again, mended, it is still before those that wait.
CREATE TABLE desk_sync.hold (
    device  uuid   NOT NULL,
    "group" text   NOT NULL,
    pk      uuid   NOT NULL,
    place   bigint NOT NULL,
    PRIMARY KEY (device, "group", pk)
);
CREATE INDEX hold_pk_idx ON desk_sync.hold (device, pk);

-- Values that lost, as devices tell them.
CREATE TABLE desk_sync.conflict (
    id          uuid        NOT NULL,
    org         uuid        NOT NULL,
    device      uuid        NOT NULL,
    tbl         text        NOT NULL,
    pk          uuid        NOT NULL,
    col         text,
    kind        text        NOT NULL,
    base        jsonb,
    mine        jsonb,
    theirs      jsonb,
    at          timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz,
    resolution  jsonb,
    PRIMARY KEY (org, id)
);

-- Parts of a budget that a device may spend without asking.
CREATE TABLE desk_sync.reservation (
    id         uuid          PRIMARY KEY DEFAULT gen_random_uuid(),
    org        uuid          NOT NULL,
    budget     uuid          NOT NULL,
    device     uuid          NOT NULL,
    granted    numeric(12,2) NOT NULL CHECK (granted >= 0),
    consumed   numeric(12,2) NOT NULL DEFAULT 0 CHECK (consumed BETWEEN 0 AND granted),
    state      text          NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled', 'written_off')),
    created_at timestamptz   NOT NULL DEFAULT now(),
    settled_at timestamptz
);
CREATE INDEX reservation_budget_idx ON desk_sync.reservation (budget);

-- The desk's own tables. They have no foreign keys to the organization's tables: TRUNCATE tickets, which works
-- without us, would be refused. The log's triggers do what ON DELETE would.

CREATE TYPE desk_sync.message_visibility AS ENUM ('PUBLIC', 'INTERNAL');

CREATE TABLE desk_sync.messages (
    id              uuid                         PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid                         NOT NULL,
    conversation_id uuid                         NOT NULL,
    author_id       uuid,
    visibility      desk_sync.message_visibility NOT NULL DEFAULT 'PUBLIC',
    body            text                         NOT NULL,
    created_at      timestamp                    NOT NULL DEFAULT now(),
    updated_at      timestamp                    NOT NULL DEFAULT now()
);
CREATE INDEX messages_org_id_idx ON desk_sync.messages (organization_id);
CREATE INDEX messages_author_id_idx ON desk_sync.messages (author_id);

CREATE TABLE desk_sync.ticket_work (
    id              uuid      PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid      NOT NULL,
    ticket_id       uuid      NOT NULL,
    response_due_at timestamp,
    responded_at    timestamp,
    due_at          timestamp,
    waiting_since   timestamp,
    snoozed_until   timestamp,
    merged_into     uuid,
    created_at      timestamp NOT NULL DEFAULT now(),
    updated_at      timestamp NOT NULL DEFAULT now(),
    CONSTRAINT ticket_work_ticket_id_unique UNIQUE (ticket_id)
);
CREATE INDEX ticket_work_org_id_idx ON desk_sync.ticket_work (organization_id);
CREATE INDEX ticket_work_merged_into_idx ON desk_sync.ticket_work (merged_into);

CREATE TABLE desk_sync.refund_origins (
    id              uuid      PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid      NOT NULL,
    refund_id       uuid      NOT NULL,
    ticket_id       uuid      NOT NULL,
    created_at      timestamp NOT NULL DEFAULT now(),
    updated_at      timestamp NOT NULL DEFAULT now(),
    CONSTRAINT refund_origins_refund_id_unique UNIQUE (refund_id)
);
CREATE INDEX refund_origins_org_id_idx ON desk_sync.refund_origins (organization_id);
CREATE INDEX refund_origins_ticket_id_idx ON desk_sync.refund_origins (ticket_id);

CREATE TABLE desk_sync.saved_views (
    id              uuid         PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid         NOT NULL,
    user_id         uuid         NOT NULL,
    name            varchar(100) NOT NULL,
    resource        varchar(50)  NOT NULL DEFAULT 'tickets',
    filter          jsonb        NOT NULL DEFAULT '{}',
    sort            jsonb,
    shared          boolean      NOT NULL DEFAULT false,
    position        integer      NOT NULL DEFAULT 0,
    created_at      timestamp    NOT NULL DEFAULT now(),
    updated_at      timestamp    NOT NULL DEFAULT now()
);
CREATE INDEX saved_views_org_id_idx ON desk_sync.saved_views (organization_id);
CREATE INDEX saved_views_user_id_idx ON desk_sync.saved_views (user_id);

CREATE TABLE desk_sync.budget_alerts (
    id              uuid          PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid          NOT NULL,
    budget_id       uuid          NOT NULL,
    percentage      numeric(5,2)  NOT NULL,
    spent           numeric(12,2) NOT NULL,
    "limit"         numeric(12,2) NOT NULL,
    created_at      timestamp     NOT NULL DEFAULT now()
);
CREATE INDEX budget_alerts_org_id_idx ON desk_sync.budget_alerts (organization_id);
CREATE INDEX budget_alerts_budget_id_idx ON desk_sync.budget_alerts (budget_id);

-- The 18 tables, parents first: which columns desks know, and what refers to what. Columns that the existing system
-- adds later stay its own. The rest of a row is read from the catalogue by desk_sync.attach().
CREATE TABLE desk_sync.shape (
    place smallint PRIMARY KEY,
    tbl   text     NOT NULL UNIQUE,
    home  text     NOT NULL DEFAULT 'public',
    cols  text[]   NOT NULL,
    refs  jsonb    NOT NULL,
    -- SQL: which rows t are those of organization $1; the row as JSON; JSON to a value, by column.
    mine  text,
    canon text,
    kinds jsonb,
    exprs jsonb
);
-- Read for each entry of a push: neither compressed nor elsewhere.
ALTER TABLE desk_sync.shape ALTER cols SET STORAGE PLAIN, ALTER refs SET STORAGE PLAIN, ALTER mine SET STORAGE PLAIN,
    ALTER canon SET STORAGE PLAIN, ALTER kinds SET STORAGE PLAIN, ALTER exprs SET STORAGE PLAIN;
INSERT INTO desk_sync.shape (place, tbl, home, cols, refs) VALUES
(1, 'organizations', 'public', '{id,name,slug,plan,status,settings,metadata,created_at,updated_at,trial_ends_at,suspended_at}',
    '{}'),
(2, 'users', 'public', '{id,organization_id,email,name,role,created_at,updated_at}',
    '{"organization_id": "organizations"}'),
(3, 'representatives', 'public', '{id,organization_id,user_id,role,status,active_chats,max_chats,rating,created_at,updated_at,last_active_at}',
    '{"organization_id": "organizations", "user_id": "users"}'),
(4, 'customer_profiles', 'public', '{id,organization_id,user_id,tier,standing,joined_at,lifetime_value,last_billing_date,next_billing_date,billing_cycle,billing_amount,token_balance,token_limit,active_sites,sites_limit,context,preferences,metadata,created_at,updated_at}',
    '{"organization_id": "organizations", "user_id": "users"}'),
(5, 'tickets', 'public', '{id,organization_id,ticket_number,conversation_id,customer_id,assigned_to,subject,description,status,priority,category,tags,ai_handled,sentiment,estimated_resolution_time,actual_resolution_time,customer_satisfaction_score,internal_notes,created_at,updated_at,resolved_at,closed_at}',
    '{"organization_id": "organizations", "customer_id": "users", "assigned_to": "representatives"}'),
(6, 'escalations', 'public', '{id,organization_id,conversation_id,customer_id,assigned_to,priority,status,reason,issue_description,wait_time,notes,ai_summary,created_at,updated_at,assigned_at,resolved_at}',
    '{"organization_id": "organizations", "customer_id": "users", "assigned_to": "representatives"}'),
(7, 'refunds', 'public', '{id,organization_id,order_id,customer_id,amount,reason,status,notes,approved_by,created_at,updated_at,processed_at}',
    '{"organization_id": "organizations", "customer_id": "users", "approved_by": "representatives"}'),
(8, 'budgets', 'public', '{id,organization_id,type,period,limit,spent,remaining,alert_thresholds,auto_alerts_enabled,refund_limit_per_user,period_start,period_end,created_at,updated_at}',
    '{"organization_id": "organizations"}'),
(9, 'budget_usage_records', 'public', '{id,budget_id,amount,refund_id,reason,approved_by,created_at}',
    '{"budget_id": "budgets", "refund_id": "refunds", "approved_by": "representatives"}'),
(10, 'agent_configurations', 'public', '{id,organization_id,name,type,description,enabled,status,assertions,accuracy,avg_latency,data_sources,thresholds,metadata,created_at,updated_at,last_run_at}',
    '{"organization_id": "organizations"}'),
(11, 'decision_rules', 'public', '{id,organization_id,name,description,enabled,priority,conditions,action,action_params,created_at,updated_at,last_triggered_at}',
    '{"organization_id": "organizations"}'),
(12, 'performance_metrics', 'public', '{id,organization_id,period,period_start,period_end,total_chats,active_chats,avg_response_time,first_contact_resolution,customer_satisfaction,escalation_rate,ai_resolution_rate,tickets_resolved,created_at}',
    '{"organization_id": "organizations"}'),
(13, 'team_performance', 'public', '{id,organization_id,representative_id,period,period_start,period_end,tickets_handled,avg_response_time,resolution_rate,customer_satisfaction,trend,created_at}',
    '{"organization_id": "organizations", "representative_id": "representatives"}'),
(14, 'messages', 'desk_sync', '{id,organization_id,conversation_id,author_id,visibility,body,created_at,updated_at}',
    '{"organization_id": "organizations", "author_id": "users"}'),
(15, 'ticket_work', 'desk_sync', '{id,organization_id,ticket_id,response_due_at,responded_at,due_at,waiting_since,snoozed_until,merged_into,created_at,updated_at}',
    '{"organization_id": "organizations", "ticket_id": "tickets", "merged_into": "tickets"}'),
(16, 'refund_origins', 'desk_sync', '{id,organization_id,refund_id,ticket_id,created_at,updated_at}',
    '{"organization_id": "organizations", "refund_id": "refunds", "ticket_id": "tickets"}'),
(17, 'saved_views', 'desk_sync', '{id,organization_id,user_id,name,resource,filter,sort,shared,position,created_at,updated_at}',
    '{"organization_id": "organizations", "user_id": "users"}'),
(18, 'budget_alerts', 'desk_sync', '{id,organization_id,budget_id,percentage,spent,limit,created_at}',
    '{"organization_id": "organizations", "budget_id": "budgets"}');

-- Who asks. It goes by the role that logged in, which SET ROLE does not change.
CREATE FUNCTION desk_sync.my_org() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT org FROM desk_sync.device WHERE role = session_user AND revoked_at IS NULL
$$;
CREATE FUNCTION desk_sync.my_file() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT file FROM desk_sync.device WHERE role = session_user AND revoked_at IS NULL
$$;

-- A device reads the rows of its own organization, and writes nothing. No other role is a member, and the owner is
-- not subject to these.
DO $$ DECLARE t text; BEGIN
    FOREACH t IN ARRAY ARRAY['log', 'tombstone', 'conflict', 'reservation'] LOOP
        EXECUTE format('ALTER TABLE desk_sync.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY device_reads ON desk_sync.%I FOR SELECT TO desk_device USING (org = (SELECT desk_sync.my_org()))', t);
        EXECUTE format('GRANT SELECT ON desk_sync.%I TO desk_device', t);
    END LOOP;
    FOR t IN SELECT tbl FROM desk_sync.shape WHERE home = 'desk_sync' LOOP
        EXECUTE format('ALTER TABLE desk_sync.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY device_reads ON desk_sync.%I FOR SELECT TO desk_device USING (organization_id = (SELECT desk_sync.my_org()))', t);
        EXECUTE format('GRANT SELECT ON desk_sync.%I TO desk_device', t);
    END LOOP;
    ALTER TABLE desk_sync.push_result ENABLE ROW LEVEL SECURITY;
    CREATE POLICY device_reads ON desk_sync.push_result FOR SELECT TO desk_device USING (device = (SELECT desk_sync.my_file()));
    GRANT SELECT ON desk_sync.push_result TO desk_device;
END $$;
