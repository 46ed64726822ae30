-- Which of a key's entries is the newest is told by `seq`: each was written under the row's lock, and so after the transactions of
-- those before it had ended. By `xid` it may be one that began later and ended earlier, which a desk has seen that has yet to see
-- the other: of the two it would then have got neither.

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
    RETURN jsonb_build_object('merged', merged, 'forgotten', forgotten);
END $$;
