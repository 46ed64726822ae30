-- A hub that was taken back to an earlier state by copying its files, or its whole machine, has the same system identifier and timeline
-- as before, and gives transaction numbers that desks know a second time. A desk that was there later can tell: its cursor is
-- ahead of the hub, or it was told more, or it was seen more often than the hub remembers. The first one that does begins a
-- new epoch, by which all others know. What was installed stays what it is, in whatever epoch.
ALTER TABLE desk_sync.meta ADD COLUMN installation uuid;
UPDATE desk_sync.meta SET installation = epoch;
ALTER TABLE desk_sync.meta ALTER COLUMN installation SET NOT NULL;

-- How often each file has taken over something new. By file and not by device: of two copies that work as one device the first would
-- otherwise count up to what the other one knows.
CREATE TABLE desk_sync.sight (
    file   uuid   PRIMARY KEY,
    device uuid   NOT NULL REFERENCES desk_sync.device ON DELETE CASCADE,
    times  bigint NOT NULL
);
ALTER TABLE desk_sync.sight ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION desk_sync.epoch() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    -- A dump restored in the same cluster has the same epoch noted, and lies in another database.
    SELECT m.installation || CASE WHEN m.epoch = m.installation THEN '' ELSE ':' || m.epoch END || ':' || d.oid
    FROM desk_sync.meta m, pg_database d WHERE d.datname = current_database()
$$;

CREATE FUNCTION desk_sync.timeline() RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint
$$;

-- How often this file has taken over something new, this time included. It keeps the number.
CREATE FUNCTION desk_sync.seen(this uuid) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO desk_sync.sight AS s (file, device, times) VALUES (this, (desk_sync.me()).id, 1)
    ON CONFLICT (file) DO UPDATE SET times = s.times + 1 WHERE s.device = excluded.device RETURNING times
$$;

-- Who the hub is and what it knows of the device, which may tell {cursor, pending, version, session} of itself; and what it
-- knows of the hub: {hub: {system, timeline, epoch}, seen, file, told}.
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
        OR (told->>'seen')::bigint > coalesce((SELECT s.times FROM desk_sync.sight s WHERE s.file = (told->>'file')::uuid AND s.device = me.id), 0)
        OR ((told->>'file')::uuid = me.file AND (told->>'told')::bigint > me.last_seq))
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

UPDATE desk_sync.meta SET schema_version = 4;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA desk_sync FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_sync.seen(uuid) TO desk_device;
