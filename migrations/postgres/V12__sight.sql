-- A file's copies count up the number by which it was to tell that the hub was taken back. So exchanges are counted by session, which nothing
-- copies; a desk keeps which one and how many, and when by the hub's clock that was, as old ones are forgotten here.
DROP TABLE desk_sync.sight;
CREATE TABLE desk_sync.sight (
    session uuid        PRIMARY KEY,
    device  uuid        NOT NULL REFERENCES desk_sync.device ON DELETE CASCADE,
    times   bigint      NOT NULL,
    at      timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE desk_sync.sight ENABLE ROW LEVEL SECURITY;

-- How often something was exchanged in this session, this time included. It keeps the number.
DROP FUNCTION desk_sync.seen(uuid);
CREATE FUNCTION desk_sync.seen(this uuid) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO desk_sync.sight AS s (session, device, times) VALUES (this, (desk_sync.me()).id, 1)
    ON CONFLICT (session) DO UPDATE SET times = s.times + 1, at = now() WHERE s.device = excluded.device RETURNING times
$$;

-- Who the hub is and what it knows of the device, which may tell {cursor, pending, version, session} of itself; and what it
-- knows of the hub: {hub: {system, timeline, epoch}, sight: {session, times, at}, file, told}.
CREATE OR REPLACE FUNCTION desk_sync.hello(told jsonb DEFAULT '{}') RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me desk_sync.device := desk_sync.me();
    meta desk_sync.meta;
    system text := (SELECT system_identifier::text FROM pg_control_system());
    line bigint := desk_sync.timeline();
BEGIN
    IF told->'hub' = jsonb_build_object('system', system, 'timeline', line, 'epoch', desk_sync.epoch()) AND (
        pg_snapshot_xmax((told->>'cursor')::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot())
        OR (told->'sight'->>'times')::bigint > coalesce((SELECT s.times FROM desk_sync.sight s
            WHERE s.session = (told->'sight'->>'session')::uuid AND s.device = me.id), 0)
            AND (told->'sight'->>'at')::bigint > desk_sync.micros(now() - interval '150 days')
        OR ((told->>'file')::uuid = me.file AND (told->>'told')::bigint > me.last_seq)
        OR ((told->>'told')::bigint > 0 AND NOT EXISTS (SELECT FROM desk_sync.device d
            WHERE (told->>'file')::uuid IN (SELECT d.file UNION ALL SELECT unnest(d.former)))))
    THEN
        UPDATE desk_sync.meta SET epoch = gen_random_uuid();
    END IF;
    SELECT * INTO STRICT meta FROM desk_sync.meta;
    UPDATE desk_sync.device SET last_seen = now(),
        cursor = coalesce((told->>'cursor')::pg_snapshot, cursor),
        pending = coalesce((told->>'pending')::bigint, pending),
        version = coalesce(told->>'version', version),
        session = coalesce((told->>'session')::uuid, session)
    WHERE id = me.id;
    RETURN jsonb_build_object(
        'org', CASE WHEN me.org IS NOT NULL THEN jsonb_build_object('id', me.org,
            'slug', coalesce((SELECT slug FROM public.organizations WHERE id = me.org), me.slug),
            'deleted', NOT EXISTS (SELECT FROM public.organizations WHERE id = me.org)) END,
        'slug', me.slug,
        'deviceId', me.file,
        'name', me.name,
        'systemIdentifier', system,
        'timeline', line,
        'epoch', desk_sync.epoch(),
        'schemaVersion', meta.schema_version,
        'minClient', meta.min_client,
        'maxClient', meta.max_client,
        'lastDseq', me.last_seq,
        'chainHead', encode(me.head, 'hex'),
        'horizon', meta.horizon::text,
        'channel', desk_sync.channel(me.org),
        'now', desk_sync.micros(clock_timestamp()),
        'snapshot', pg_current_snapshot()::text);
END $$;

-- As before; exchanges are forgotten as what became of pushes is.
CREATE OR REPLACE FUNCTION desk_sync.compact(keep interval DEFAULT '180 days') RETURNS jsonb
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
        WINDOW whole AS (PARTITION BY org, tbl, pk), newest AS (PARTITION BY org, tbl, pk ORDER BY seq DESC)
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
    -- Not sooner, however little is to be kept: a desk takes one that is missing for a hub that was taken back.
    DELETE FROM desk_sync.sight WHERE at < now() - greatest(keep, interval '180 days');
    RETURN jsonb_build_object('merged', merged, 'forgotten', forgotten);
END $$;

UPDATE desk_sync.meta SET schema_version = 5;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA desk_sync FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_sync.seen(uuid) TO desk_device;
