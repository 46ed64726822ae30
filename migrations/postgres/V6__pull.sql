-- What a device asks when it pulls: whether there is anything, which rows it is about, and what became of what it pushed.

-- Every file that is or was the device that asks: a copy learns what its twin pushed.
CREATE FUNCTION desk_sync.my_files() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_remove(former || file, NULL) FROM desk_sync.device WHERE role = session_user AND revoked_at IS NULL
$$;
DROP POLICY device_reads ON desk_sync.push_result;
CREATE POLICY device_reads ON desk_sync.push_result FOR SELECT TO desk_device
    USING (device = ANY ((SELECT desk_sync.my_files())::uuid[]));

-- An organization's entries of transactions that a snapshot has not seen. Never by `seq`: it is given out before its
-- transaction ends, and transactions do not end in its order. Two parts, so that each is a range of the index.
CREATE FUNCTION desk_sync.entries(org uuid, since pg_snapshot) RETURNS SETOF desk_sync.log
LANGUAGE sql STABLE AS $$
    SELECT * FROM desk_sync.log l
    WHERE l.org = entries.org AND l.xid >= pg_snapshot_xmax(since)
        AND pg_visible_in_snapshot(l.xid, pg_current_snapshot())
    UNION ALL
    SELECT * FROM desk_sync.log l
    WHERE l.org = entries.org AND l.xid = ANY (ARRAY(SELECT pg_snapshot_xip(since)))
        AND pg_visible_in_snapshot(l.xid, pg_current_snapshot())
$$;

-- The device that asks, for reading.
CREATE FUNCTION desk_sync.asking() RETURNS desk_sync.device
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me desk_sync.device;
BEGIN
    SELECT * INTO me FROM desk_sync.device WHERE role = session_user AND revoked_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
            MESSAGE = 'this role is no device of this hub, or was revoked';
    END IF;
    RETURN me;
END $$;

-- Whether a device that has seen `since` has anything to pull: 'nothing', 'some', 'everything' where the log does not tell
-- it all, 'nowhere' while the hub has no such organization. And the snapshot that this is as of.
CREATE FUNCTION desk_sync.pulse(since pg_snapshot, OUT cursor text, OUT now bigint, OUT news text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    me desk_sync.device := desk_sync.asking();
    horizon xid8 := (SELECT m.horizon FROM desk_sync.meta m);
BEGIN
    cursor := pg_current_snapshot()::text;
    now := desk_sync.micros(clock_timestamp());
    news := CASE
        WHEN me.org IS NULL THEN 'nowhere'
        WHEN since IS NULL OR (horizon <> '0' AND pg_snapshot_xmin(since) <= horizon) THEN 'everything'
        -- It has seen more than there ever was: it is of another time of this hub.
        WHEN pg_snapshot_xmax(since) > pg_snapshot_xmax(pg_current_snapshot()) THEN 'everything'
        WHEN EXISTS (SELECT FROM desk_sync.entries(me.org, since)) THEN 'some'
        ELSE 'nothing' END;
END $$;

-- The rows that changed since a snapshot, a row each: `cols` the columns that did, as a list, where only those need to be
-- read; `edited` when, where a device told; `times` all of [cols, edited], oldest first, where they differ. Where everything
-- of a table went, `pk` is NULL.
CREATE FUNCTION desk_sync.changes(since pg_snapshot, of text DEFAULT NULL)
RETURNS TABLE (tbl text, pk uuid, cols text, edited bigint, times json)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    home uuid := (desk_sync.asking()).org;
BEGIN
    RETURN QUERY
    WITH new AS MATERIALIZED (
        SELECT l.tbl, l.pk, l.seq, l.op, l.cols, l.edit_ts FROM desk_sync.entries(home, since) l WHERE of IS NULL OR l.tbl = of
    ), keyed AS (
        SELECT n.tbl, n.pk, bool_or(n.op <> 'U' OR n.cols IS NULL) AS whole, min(n.cols) AS cols,
            min(n.cols) IS DISTINCT FROM max(n.cols) AS ragged,
            -- Changes of one row stand in the log in the order in which they were made: each had the row's lock.
            (array_agg(n.edit_ts ORDER BY n.seq DESC))[1] AS edited,
            min(n.edit_ts) IS DISTINCT FROM max(n.edit_ts) OR count(n.edit_ts) NOT IN (0, count(*)) AS mixed
        FROM new n GROUP BY n.tbl, n.pk
    ), united AS (
        SELECT n.tbl, n.pk, string_agg(DISTINCT c, ',' ORDER BY c) AS cols
        FROM keyed k JOIN new n ON n.tbl = k.tbl AND n.pk = k.pk, unnest(n.cols) c
        WHERE k.ragged AND NOT k.whole AND NOT k.mixed GROUP BY n.tbl, n.pk
    ), timed AS (
        SELECT n.tbl, n.pk, json_agg(json_build_array(CASE WHEN n.op = 'U' THEN n.cols END, n.edit_ts) ORDER BY n.seq) AS times
        FROM keyed k JOIN new n ON n.tbl = k.tbl AND n.pk = k.pk WHERE k.mixed GROUP BY n.tbl, n.pk
    )
    SELECT k.tbl, k.pk, CASE WHEN NOT k.whole AND NOT k.mixed THEN coalesce(u.cols,
            (SELECT string_agg(c, ',' ORDER BY c) FROM unnest(k.cols) c)) END, k.edited, t.times
    FROM keyed k LEFT JOIN united u ON u.tbl = k.tbl AND u.pk = k.pk LEFT JOIN timed t ON t.tbl = k.tbl AND t.pk = k.pk;
END $$;

UPDATE desk_sync.meta SET schema_version = 2;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA desk_sync FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_sync.my_files(), desk_sync.pulse(pg_snapshot), desk_sync.changes(pg_snapshot, text) TO desk_device;
