-- Keeping the hub small, and looking at it.

-- Of each key only the newest entry stays, with the columns of all; what was deleted longer ago than `keep` is forgotten.
-- Then cursors that have not seen that deletion are told to start anew. Nobody who writes has to wait for it.
CREATE FUNCTION desk_sync.compact(keep interval DEFAULT '180 days') RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    -- Everything before it has ended, and cursors from now on have seen it.
    settled xid8 := pg_snapshot_xmin(pg_current_snapshot());
    merged bigint;
    forgotten bigint;
    last xid8;
BEGIN
    -- One at a time. It does not keep anybody from writing.
    LOCK TABLE desk_sync.log IN SHARE UPDATE EXCLUSIVE MODE;
    WITH ranked AS (
        SELECT org, xid, seq, row_number() OVER newest AS rank, count(*) OVER whole AS entries,
            bool_or(op <> 'U') OVER whole AS everything, min(device::text) OVER whole AS one, max(device::text) OVER whole AS other,
            count(device) OVER whole AS devices, tbl, pk
        FROM desk_sync.log WHERE xid < settled
        WINDOW whole AS (PARTITION BY org, tbl, pk), newest AS (PARTITION BY org, tbl, pk ORDER BY xid DESC, seq DESC)
    ), united AS (
        SELECT l.org, l.tbl, l.pk, array_agg(DISTINCT c) AS cols
        FROM desk_sync.log l, unnest(l.cols) c WHERE l.xid < settled GROUP BY 1, 2, 3
    ), kept AS (
        -- An entry made of several devices' is nobody's own: each of them has something to pull.
        UPDATE desk_sync.log l SET cols = CASE WHEN r.everything THEN NULL ELSE u.cols END,
            device = CASE WHEN r.one = r.other AND r.devices = r.entries THEN l.device END,
            dseq = CASE WHEN r.one = r.other AND r.devices = r.entries THEN l.dseq END
        FROM ranked r LEFT JOIN united u ON (u.org, u.tbl) = (r.org, r.tbl) AND u.pk IS NOT DISTINCT FROM r.pk
        WHERE r.rank = 1 AND r.entries > 1 AND (l.org, l.xid, l.seq) = (r.org, r.xid, r.seq)
    ), dropped AS (
        DELETE FROM desk_sync.log l USING ranked r WHERE r.rank > 1 AND (l.org, l.xid, l.seq) = (r.org, r.xid, r.seq) RETURNING 1
    )
    SELECT count(*) INTO merged FROM dropped;

    WITH old AS (
        DELETE FROM desk_sync.tombstone WHERE at < now() - keep RETURNING tbl, pk, org
    ), dropped AS (
        DELETE FROM desk_sync.log l USING old o
        WHERE l.org = o.org AND l.tbl = o.tbl AND l.pk = o.pk AND l.op = 'D' AND l.xid < settled RETURNING l.xid
    )
    SELECT count(*), max(xid) INTO forgotten, last FROM dropped;
    IF last IS NOT NULL THEN
        UPDATE desk_sync.meta SET horizon = greatest(horizon, last);
    END IF;
    DELETE FROM desk_sync.deleted_budget WHERE at < now() - interval '1 day';
    DELETE FROM desk_sync.push_result WHERE at < now() - keep;
    RETURN jsonb_build_object('merged', merged, 'forgotten', forgotten);
END $$;

-- A hub restored from a dump has a log whose transactions are another cluster's: it begins anew, and so do its devices.
CREATE FUNCTION desk_sync.notice_restore() RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    base oid := (SELECT oid FROM pg_database WHERE datname = current_database());
    here bigint := (SELECT system_identifier FROM pg_control_system());
BEGIN
    UPDATE desk_sync.meta SET epoch = gen_random_uuid(), cluster = here, database = base, horizon = '0'
    WHERE (cluster, database) IS DISTINCT FROM (here, base);
    IF FOUND THEN
        DELETE FROM desk_sync.log;
        UPDATE desk_sync.device SET cursor = NULL;
    END IF;
    RETURN FOUND;
END $$;

-- What everybody who can log in may read or run, of what lies outside the system: devices can too.
CREATE FUNCTION desk_sync.open_to_all() RETURNS TABLE (kind text, name text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END, format('%I.%I', n.nspname, c.relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      AND (EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee = 0)
        OR EXISTS (SELECT FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid = c.oid AND a.grantee = 0))
    UNION ALL
    SELECT 'function', p.oid::regprocedure::text
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'desk_sync')
      AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0)
    ORDER BY 1, 2
$$;

-- Everything a DBA watches, as JSON.
CREATE FUNCTION desk_sync.status() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object(
        'schemaVersion', m.schema_version,
        'epoch', m.epoch,
        'installedAt', m.installed_at,
        'postgres', current_setting('server_version'),
        'tables', (SELECT jsonb_object_agg(s.tbl, CASE
                WHEN EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = to_regclass(format('%I.%I', s.home, s.tbl))
                    AND g.tgname = 'desk_sync_log' AND g.tgenabled = 'A') THEN 'logged' ELSE 'not logged' END)
            FROM desk_sync.shape s),
        'devices', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                'name', d.name, 'role', d.role, 'slug', d.slug, 'organization', d.org, 'createdAt', d.created_at,
                'lastSeen', d.last_seen, 'version', d.version, 'pending', d.pending, 'lastDseq', d.last_seq,
                'lag', CASE WHEN d.cursor IS NOT NULL THEN (SELECT count(*) FROM desk_sync.log l
                    WHERE l.org = d.org AND l.xid >= pg_snapshot_xmax(d.cursor)) END,
                'quarantined', (SELECT count(DISTINCT h."group") FROM desk_sync.hold h WHERE h.device = d.file),
                'connections', (SELECT count(*) FROM pg_stat_activity a WHERE a.usename = d.role AND a.datname = current_database())
                ) ORDER BY d.name), '[]')
            FROM desk_sync.device d WHERE d.revoked_at IS NULL),
        'revoked', (SELECT count(*) FROM desk_sync.device WHERE revoked_at IS NOT NULL),
        'log', (SELECT jsonb_build_object('entries', count(*), 'bytes', pg_total_relation_size('desk_sync.log')) FROM desk_sync.log),
        'tombstones', (SELECT count(*) FROM desk_sync.tombstone),
        'conflicts', (SELECT jsonb_build_object('open', count(*) FILTER (WHERE resolved_at IS NULL), 'all', count(*)) FROM desk_sync.conflict),
        'openToAll', (SELECT coalesce(jsonb_agg(o.kind || ' ' || o.name), '[]') FROM desk_sync.open_to_all() o))
    FROM desk_sync.meta m
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA desk_sync FROM PUBLIC;
