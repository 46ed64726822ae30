-- What a device calls: hello, push, begin_file. It reads by SELECT and writes by nothing else. Errors of constraints are
-- caught in here and told without their values, which may be another organization's.

-- The device that logged in, locked: pushes of one device take turns.
CREATE FUNCTION desk_sync.me() RETURNS desk_sync.device
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me desk_sync.device;
BEGIN
    SELECT * INTO me FROM desk_sync.device WHERE role = session_user AND revoked_at IS NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
            MESSAGE = 'this role is no device of this hub, or was revoked';
    END IF;
    -- It may have come at the very moment when the device was made.
    IF me.org IS NULL THEN
        UPDATE desk_sync.device d SET org = o.id FROM public.organizations o
        WHERE d.id = me.id AND o.slug = me.slug RETURNING d.org INTO me.org;
    END IF;
    RETURN me;
END $$;

CREATE FUNCTION desk_sync.micros(at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN (extract(epoch FROM at) * 1000000)::bigint;

-- The channel on which an organization's devices tell each other that there is something to pull. No payload, ever.
CREATE FUNCTION desk_sync.channel(org uuid) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN 'desk_sync_' || replace(org::text, '-', '');

-- Who the hub is and what it knows of the device, which may tell {cursor, pending, version} of itself.
CREATE FUNCTION desk_sync.hello(told jsonb DEFAULT '{}') RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me desk_sync.device := desk_sync.me();
    meta desk_sync.meta;
    base oid := (SELECT oid FROM pg_database WHERE datname = current_database());
BEGIN
    SELECT * INTO STRICT meta FROM desk_sync.meta;
    UPDATE desk_sync.device SET last_seen = now(),
        cursor = coalesce((told->>'cursor')::pg_snapshot, cursor),
        pending = coalesce((told->>'pending')::bigint, pending),
        version = coalesce(told->>'version', version)
    WHERE id = me.id;
    RETURN jsonb_build_object(
        'org', CASE WHEN me.org IS NOT NULL THEN jsonb_build_object('id', me.org,
            'slug', coalesce((SELECT slug FROM public.organizations WHERE id = me.org), me.slug),
            'deleted', NOT EXISTS (SELECT FROM public.organizations WHERE id = me.org)) END,
        'slug', me.slug,
        'deviceId', me.file,
        'name', me.name,
        'systemIdentifier', (SELECT system_identifier::text FROM pg_control_system()),
        'timeline', ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint,
        -- A dump restored in the same cluster has the same epoch noted, and lies in another database.
        'epoch', meta.epoch || ':' || base,
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

-- Another file takes the device over, with a chain of its own: after a file was restored, or the hub was. The file
-- before it is never let in again, nor is one that ever was a device.
CREATE FUNCTION desk_sync.begin_file(file uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me desk_sync.device := desk_sync.me();
BEGIN
    IF EXISTS (SELECT FROM desk_sync.device d WHERE d.file = begin_file.file OR begin_file.file = ANY (d.former)) THEN
        RAISE EXCEPTION USING ERRCODE = 'unique_violation', MESSAGE = 'this file id was used before: make a new one';
    END IF;
    UPDATE desk_sync.device d SET file = begin_file.file, former = array_remove(d.former || d.file, NULL),
        last_seq = 0, head = decode(repeat('00', 32), 'hex'), cursor = NULL WHERE d.id = me.id;
END $$;

-- Whether two JSON values are one value of a column.
CREATE FUNCTION desk_sync.same(kind text, a jsonb, b jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN kind = 'number' AND jsonb_typeof(a) IN ('string', 'number') AND jsonb_typeof(b) IN ('string', 'number')
        THEN (a #>> '{}')::numeric = (b #>> '{}')::numeric
        ELSE coalesce(a, 'null') = coalesce(b, 'null') END
$$;

-- A slug that nobody has: the one wanted, or it with a number. One that a device waits for is taken too.
CREATE FUNCTION desk_sync.free_slug(wanted text, org uuid) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    free text := wanted;
    number integer := 1;
BEGIN
    WHILE EXISTS (SELECT FROM public.organizations WHERE slug = free AND id <> org)
        OR EXISTS (SELECT FROM desk_sync.device d WHERE d.slug = free AND d.org IS NULL AND d.revoked_at IS NULL)
    LOOP
        number := number + 1;
        free := left(wanted, 254 - length(number::text)) || '-' || number;
    END LOOP;
    RETURN free;
END $$;

-- The ticket number wanted, or the organization's next with the same beginning. Two pushes do not get the same.
CREATE FUNCTION desk_sync.free_number(wanted text, org uuid) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    stem text := regexp_replace(wanted, '[0-9]*$', '');
    largest bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('desk_sync.ticket_number ' || org, 0));
    IF NOT EXISTS (SELECT FROM public.tickets WHERE ticket_number = wanted AND organization_id = org) THEN
        RETURN wanted;
    END IF;
    SELECT max(substr(ticket_number, length(stem) + 1)::bigint) INTO largest FROM public.tickets
    WHERE organization_id = org AND left(ticket_number, length(stem)) = stem
        AND substr(ticket_number, length(stem) + 1) ~ '^[0-9]{1,15}$';
    RETURN stem || coalesce(largest, 0) + 1;
END $$;

-- Why a constraint refused, in a sentence without values.
CREATE FUNCTION desk_sync.reason(state text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN state = '23505' THEN 'another row has this key already'
        WHEN state = '23503' THEN 'a row that it refers to is missing'
        WHEN state = '23502' THEN 'a value is missing'
        WHEN state = '23514' THEN 'a check of the hub refuses a value'
        WHEN state = '22001' THEN 'a text is too long'
        WHEN state = '22003' THEN 'a number is out of range'
        WHEN state = '22P02' THEN 'a value is not of the column''s type'
        WHEN state = '42703' THEN 'the hub has no such column'
        WHEN state = '42P01' THEN 'the hub has no such table'
        WHEN state = '42501' THEN 'the hub does not permit this'
        WHEN state = 'P0001' THEN 'a trigger of the hub refuses it'
        ELSE 'the hub cannot hold a value' END
$$;

CREATE FUNCTION desk_sync.quarantined(state text, tbl text DEFAULT NULL, col text DEFAULT NULL, key text DEFAULT NULL) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('outcome', 'quarantined', 'sqlstate', state, 'reason', desk_sync.reason(state),
        'table', tbl, 'column', col, 'constraint', key))
$$;

-- The row as it is now, locked; NULL when the organization has none such.
CREATE FUNCTION desk_sync.row_now(s desk_sync.shape, org uuid, pk uuid, whole boolean) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now jsonb;
BEGIN
    EXECUTE format('SELECT %s FROM %I.%I t WHERE t.id = $2 AND %s FOR %s OF t',
        s.canon, s.home, s.tbl, s.mine, CASE WHEN whole THEN 'UPDATE' ELSE 'NO KEY UPDATE' END) INTO now USING org, pk;
    RETURN now;
END $$;

-- What the hub computes itself.
CREATE FUNCTION desk_sync.derived(tbl text, col text) RETURNS boolean
LANGUAGE sql IMMUTABLE RETURN col = 'updated_at' OR (tbl = 'budgets' AND col = 'remaining');

-- The columns whose bases the hub does not hold any more.
CREATE FUNCTION desk_sync.moved(s desk_sync.shape, entry jsonb, now jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_agg(c.key) FROM jsonb_each(entry->'columns') c
    WHERE c.value ? 'base' AND NOT desk_sync.derived(s.tbl, c.key)
        AND NOT desk_sync.same(s.kinds->>c.key, now->c.key, c.value->'base')
$$;

-- Carries one entry out, on rows of this organization only, and gives the columns that the hub set otherwise than asked.
CREATE FUNCTION desk_sync.write(s desk_sync.shape, org uuid, entry jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    key uuid := (entry->>'pk')::uuid;
    kind text := entry->>'kind';
    fresh boolean := kind IN ('insert', 'restore');
    wanted jsonb := '{}';
    added jsonb := '{}';
    changed jsonb := '{}';
    stamp timestamp := clock_timestamp() AT TIME ZONE 'UTC';
    names text := '';
    parts text := '';
    part text;
    told text;
    spent text := CASE WHEN fresh THEN '0' ELSE 't.spent' END;
    amount text := CASE WHEN fresh THEN 'NULL' ELSE 't."limit"' END;
    c record;
    now jsonb;
BEGIN
    IF kind = 'delete' THEN
        EXECUTE format('DELETE FROM %I.%I t WHERE t.id = $2 AND %s', s.home, s.tbl, s.mine) USING org, key;
        RETURN '{}';
    END IF;
    SELECT coalesce(jsonb_object_agg(x.name, x.value->'new') FILTER (WHERE NOT x.value ? 'delta'), '{}') || jsonb_build_object('id', key),
        coalesce(jsonb_object_agg(x.name, x.value->'delta') FILTER (WHERE x.value ? 'delta'), '{}')
    INTO wanted, added FROM jsonb_each(entry->'columns') x (name, value);
    IF fresh AND 'organization_id' = ANY (s.cols) THEN
        wanted := wanted || jsonb_build_object('organization_id', org);
    END IF;
    IF s.tbl = 'organizations' AND NOT fresh AND wanted ? 'slug' THEN
        part := desk_sync.free_slug(wanted->>'slug', org);
        IF part <> wanted->>'slug' THEN
            wanted := wanted || jsonb_build_object('slug', part);
            changed := changed || jsonb_build_object('slug', part);
        END IF;
    ELSIF s.tbl = 'tickets' AND kind = 'insert' AND (entry->>'provisional')::boolean THEN
        part := desk_sync.free_number(wanted->>'ticket_number', org);
        IF part <> wanted->>'ticket_number' THEN
            wanted := wanted || jsonb_build_object('ticket_number', part);
            changed := changed || jsonb_build_object('ticket_number', part);
        END IF;
    END IF;
    SELECT 'jsonb_build_object(' || coalesce(string_agg(format('%L, ', d) || CASE d WHEN 'updated_at'
        THEN 'to_jsonb(trunc(extract(epoch FROM t.updated_at) * 1000000))' ELSE 'to_jsonb(t.remaining::text)' END, ', '), '') || ')' INTO told
    FROM unnest(s.cols) d WHERE desk_sync.derived(s.tbl, d);
    FOR c IN SELECT col FROM unnest(s.cols) col
        WHERE (wanted ? col OR added ? col) AND NOT desk_sync.derived(s.tbl, col) AND (fresh OR col NOT IN ('id', 'organization_id'))
    LOOP
        part := s.exprs->>c.col;
        IF added ? c.col THEN
            part := format('t.%I + %s', c.col, replace(part, '$1', '$2'));
        END IF;
        IF s.tbl = 'budgets' AND c.col = 'spent' THEN
            spent := part;
        ELSIF s.tbl = 'budgets' AND c.col = 'limit' THEN
            amount := part;
        END IF;
        names := names || format(', %I', c.col);
        parts := parts || CASE WHEN fresh THEN ', ' || part ELSE format(', %I = %s', c.col, part) END;
    END LOOP;
    -- Never backwards, and never later than now: a desk's clock may be anything.
    IF 'updated_at' = ANY (s.cols) THEN
        part := CASE WHEN NOT fresh THEN '$4, t.updated_at + interval ''1 microsecond'''
            WHEN wanted->>'updated_at' IS NULL OR kind = 'restore' THEN '$4' ELSE '$4, ' || (s.exprs->>'updated_at') END;
        part := CASE WHEN fresh THEN 'least(' ELSE 'greatest(' END || part || ')';
        names := names || ', updated_at';
        parts := parts || CASE WHEN fresh THEN ', ' || part ELSE ', updated_at = ' || part END;
    END IF;
    IF s.tbl = 'budgets' THEN
        part := format('(%s) - (%s)', amount, spent);
        names := names || ', remaining';
        parts := parts || CASE WHEN fresh THEN ', ' || part ELSE ', remaining = ' || part END;
    END IF;
    IF parts = '' THEN
        RETURN changed;
    END IF;
    IF fresh THEN
        EXECUTE format('INSERT INTO %I.%I AS t (%s) VALUES (%s) RETURNING %s',
            s.home, s.tbl, substr(names, 3), substr(parts, 3), told) INTO now USING wanted, added, key, stamp;
    ELSE
        EXECUTE format('UPDATE %I.%I AS t SET %s WHERE t.id = $3 AND %s RETURNING %s',
            s.home, s.tbl, substr(parts, 3), replace(s.mine, '$1', '$5'), told) INTO now USING wanted, added, key, stamp, org;
    END IF;
    FOR c IN SELECT col FROM unnest(s.cols) col WHERE desk_sync.derived(s.tbl, col) LOOP
        IF NOT desk_sync.same(s.kinds->>c.col, now->c.col, wanted->c.col) THEN
            changed := changed || jsonb_build_object(c.col, now->c.col);
        END IF;
    END LOOP;
    RETURN changed;
END $$;

-- Applies one group, the entries from `low` to `high`, wholly, or says why not and has changed nothing. Raises what the tables' constraints raise, and DS001
-- where an entry does not follow from the group's own one before it.
CREATE FUNCTION desk_sync.apply_group(me desk_sync.device, label text, entries jsonb[], low integer, high integer) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s desk_sync.shape;
    home uuid := me.org;
    e jsonb;
    key uuid;
    kind text;
    now jsonb;
    col text;
    target record;
    value uuid;
    there boolean;
    seen text[] := '{}';
    made uuid[] := '{}';
    keys uuid[] := '{}';
    stale jsonb := '[]';
    gone jsonb := '[]';
    done jsonb[] := '{}';
    blocker text;
    first boolean;
    origin bigint := coalesce((SELECT min(h.place) FROM desk_sync.hold h WHERE h.device = me.file AND h."group" = label),
        (entries[low]->>'dseq')::bigint);
BEGIN
    FOR i IN low .. high LOOP
        e := entries[i];
        key := (e->>'pk')::uuid;
        kind := e->>'kind';
        IF s.tbl IS DISTINCT FROM e->>'table' OR s.tbl IS NULL THEN
            SELECT * INTO s FROM desk_sync.shape WHERE tbl = e->>'table';
            IF NOT FOUND THEN
                RETURN desk_sync.quarantined('42P01');
            END IF;
        END IF;
        IF kind IS NULL OR kind NOT IN ('insert', 'update', 'delete', 'restore') OR key IS NULL THEN
            RETURN desk_sync.quarantined('22023', s.tbl);
        END IF;
        SELECT c INTO col FROM jsonb_object_keys(e->'columns') c WHERE c <> ALL (s.cols) LIMIT 1;
        IF FOUND THEN
            RETURN desk_sync.quarantined('42703', s.tbl, col);
        END IF;
        SELECT c.key INTO col FROM jsonb_each(e->'columns') c
        WHERE c.value ? 'delta' AND (s.kinds->>c.key <> 'number' OR kind <> 'update') LIMIT 1;
        IF FOUND THEN
            RETURN desk_sync.quarantined('22023', s.tbl, col);
        END IF;
        keys := keys || key;
        -- The organization itself: founded under the slug the device was made for, never deleted, never another one.
        IF s.tbl = 'organizations' THEN
            IF kind = 'delete' OR (me.org IS NOT NULL AND key <> me.org)
                OR (home IS NULL AND (kind <> 'insert' OR e->'columns'->'slug'->>'new' IS DISTINCT FROM me.slug)) THEN
                RETURN desk_sync.quarantined('42501', s.tbl);
            END IF;
            home := coalesce(home, key);
        END IF;
        IF home IS NULL THEN
            RETURN jsonb_build_object('outcome', 'held', 'by', 'organization');
        END IF;
        IF coalesce(e->'columns'->'organization_id'->>'new', home::text)::uuid <> home THEN
            RETURN desk_sync.quarantined('42501', s.tbl, 'organization_id');
        END IF;
        -- References: a row of another organization is a row that is missing.
        IF kind <> 'delete' THEN
            FOR target IN SELECT r.key AS col, t.tbl, t.home, t.mine FROM jsonb_each_text(s.refs) r JOIN desk_sync.shape t ON t.tbl = r.value
                WHERE r.key <> 'organization_id'
            LOOP
                value := (e->'columns'->target.col->>'new')::uuid;
                CONTINUE WHEN value IS NULL;
                keys := keys || value;
                IF high = low OR value <> ALL (made) THEN
                    EXECUTE format('SELECT true FROM %I.%I t WHERE t.id = $2 AND %s FOR KEY SHARE OF t',
                        target.home, target.tbl, target.mine) INTO there USING home, value;
                    IF there IS NOT TRUE THEN
                        IF EXISTS (SELECT FROM desk_sync.hold h WHERE h.device = me.file AND h.place < origin AND h.pk = value) THEN
                            EXIT;
                        END IF;
                        RETURN desk_sync.quarantined('23503', s.tbl, target.col);
                    END IF;
                END IF;
            END LOOP;
        END IF;
        IF kind IN ('insert', 'restore') THEN
            made := made || key;
        END IF;
        IF high > low THEN
            CONTINUE WHEN s.tbl || key = ANY (seen);
            seen := seen || (s.tbl || key);
        END IF;
        IF kind IN ('insert', 'restore') THEN
            -- Mostly it is not there: then its image is not made.
            EXECUTE format('SELECT true FROM %I.%I t WHERE t.id = $2 AND %s', s.home, s.tbl, s.mine) INTO there USING home, key;
            now := CASE WHEN there THEN desk_sync.row_now(s, home, key, false) END;
        ELSE
            now := desk_sync.row_now(s, home, key, kind = 'delete');
        END IF;
        IF kind IN ('insert', 'restore') THEN
            IF now IS NOT NULL THEN
                stale := stale || jsonb_build_object('table', s.tbl, 'pk', key, 'row', now);
            ELSIF kind = 'insert' AND EXISTS (SELECT FROM desk_sync.tombstone t WHERE t.tbl = s.tbl AND t.pk = key AND t.org = home) THEN
                gone := gone || jsonb_build_object('table', s.tbl, 'pk', key);
            END IF;
        ELSIF now IS NULL THEN
            IF kind = 'update' THEN
                gone := gone || jsonb_build_object('table', s.tbl, 'pk', key);
            END IF;
        ELSIF desk_sync.moved(s, e, now) IS NOT NULL THEN
            stale := stale || jsonb_build_object('table', s.tbl, 'pk', key, 'columns', desk_sync.moved(s, e, now), 'row', now);
        END IF;
    END LOOP;

    SELECT h."group" INTO blocker FROM desk_sync.hold h
    WHERE h.device = me.file AND h.place < origin AND h.pk = ANY (keys) ORDER BY h.place LIMIT 1;
    IF FOUND THEN
        RETURN jsonb_build_object('outcome', 'held', 'by', blocker);
    ELSIF gone <> '[]' THEN
        RETURN jsonb_build_object('outcome', 'gone', 'rows', gone || stale);
    ELSIF stale <> '[]' THEN
        RETURN jsonb_build_object('outcome', 'stale', 'rows', stale);
    END IF;

    seen := '{}';
    FOR i IN low .. high LOOP
        e := entries[i];
        key := (e->>'pk')::uuid;
        IF s.tbl <> e->>'table' THEN
            SELECT * INTO s FROM desk_sync.shape WHERE tbl = e->>'table';
        END IF;
        first := high = low OR s.tbl || key <> ALL (seen);
        IF high > low THEN
            seen := seen || (s.tbl || key);
        END IF;
        IF NOT first AND e->>'kind' = 'update' THEN
            now := desk_sync.row_now(s, home, key, false);
            IF now IS NULL OR desk_sync.moved(s, e, now) IS NOT NULL THEN
                RAISE EXCEPTION USING ERRCODE = 'DS001', MESSAGE = 'stale',
                    DETAIL = jsonb_build_object('table', s.tbl, 'pk', key, 'row', now)::text;
            END IF;
        END IF;
        -- For the log's triggers, so that the device knows its own changes again.
        PERFORM set_config('desk_sync.entry', format('%s %s %s', me.file, e->>'dseq',
            least((e->>'at')::bigint, desk_sync.micros(clock_timestamp()))), true);
        done := done || jsonb_build_object('dseq', (e->>'dseq')::bigint, 'table', s.tbl, 'pk', key,
            'columns', desk_sync.write(s, home, e));
        PERFORM set_config('desk_sync.entry', '', true);
    END LOOP;
    RETURN jsonb_build_object('outcome', 'applied', 'rows', to_jsonb(done));
END $$;

-- Applies a group in a subtransaction of its own: what it raises is its outcome.
CREATE FUNCTION desk_sync.try_group(me desk_sync.device, label text, entries jsonb[], low integer, high integer) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    state text;
    named text;
    col text;
    key text;
    detail text;
BEGIN
    RETURN desk_sync.apply_group(me, label, entries, low, high);
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR with_check_option_violation
    OR program_limit_exceeded OR raise_exception OR SQLSTATE 'DS001' THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, named = TABLE_NAME, col = COLUMN_NAME, key = CONSTRAINT_NAME,
        detail = PG_EXCEPTION_DETAIL;
    IF state = 'DS001' THEN
        RETURN jsonb_build_object('outcome', 'stale', 'rows', jsonb_build_array(detail::jsonb));
    END IF;
    -- Names only, and only those that the catalogue has: a trigger may put anything there.
    RETURN desk_sync.quarantined(state,
        (SELECT h.tbl FROM desk_sync.shape h WHERE h.tbl = named),
        (SELECT col FROM desk_sync.shape h WHERE h.tbl = named AND col = ANY (h.cols)),
        (SELECT conname FROM pg_constraint WHERE conname = key LIMIT 1));
END $$;

-- A batch of entries, {device, from, head, chain?, entries: [{dseq, group, table, pk, kind, actor, at, columns}], release?,
-- conflicts?}, in the caller's transaction; see docs/HUB.md. `json` and not `jsonb`: the chain is over the entries' text as it
-- was sent.
CREATE FUNCTION desk_sync.push(batch json) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me desk_sync.device := desk_sync.me();
    this uuid := (batch->>'device')::uuid;
    head bytea := decode(batch->>'head', 'hex');
    place bigint := (batch->>'from')::bigint;
    known bytea;
    text text;
    e jsonb;
    entries jsonb[] := '{}';
    heads bytea[] := '{}';
    again bigint[] := '{}';
    begins integer[] := '{}';
    label text;
    last text;
    outcomes jsonb[];
    outcome jsonb;
    careful boolean := false;
    applied boolean := false;
    alive boolean;
    results jsonb := '[]';
    s record;
    i integer;
BEGIN
    IF this IS NULL OR head IS NULL OR place IS NULL OR json_typeof(batch->'entries') IS DISTINCT FROM 'array' THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'a batch is {device, from, head, entries}';
    END IF;

    -- Is it the file that it was, and does the chain go on where it ended?
    IF me.file IS NULL AND NOT EXISTS (SELECT FROM desk_sync.device d WHERE d.file = this OR this = ANY (d.former)) THEN
        me.file := this;
    ELSIF me.file IS DISTINCT FROM this THEN
        RETURN jsonb_build_object('forked', jsonb_build_object('reason', 'device', 'lastSeq', me.last_seq, 'head', encode(me.head, 'hex')));
    END IF;
    known := CASE WHEN place = me.last_seq THEN me.head WHEN place = 0 THEN decode(repeat('00', 32), 'hex')
        ELSE (SELECT r.head FROM desk_sync.push_result r WHERE r.device = this AND r.dseq = place) END;
    IF known IS DISTINCT FROM head THEN
        RETURN jsonb_build_object('forked', jsonb_build_object('reason', CASE WHEN place > me.last_seq THEN 'ahead' ELSE 'chain' END,
            'lastSeq', me.last_seq, 'head', encode(me.head, 'hex')));
    END IF;
    FOR text IN SELECT json_array_elements(batch->'entries')::text LOOP
        e := text::jsonb;
        IF coalesce((e->>'dseq')::bigint <= place, true) OR e->>'group' IS NULL OR e->>'at' IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
                MESSAGE = format('an entry has a dseq above the one before it, a group and an at; the one after %s has not', place);
        END IF;
        head := sha256(head || convert_to(text, 'UTF8'));
        IF (e->>'dseq')::bigint <= me.last_seq THEN
            SELECT r.head INTO known FROM desk_sync.push_result r WHERE r.device = this AND r.dseq = (e->>'dseq')::bigint;
            IF known IS DISTINCT FROM head THEN
                RETURN jsonb_build_object('forked', jsonb_build_object('reason', 'chain', 'lastSeq', me.last_seq, 'head', encode(me.head, 'hex')));
            END IF;
            again := again || (e->>'dseq')::bigint;
        ELSE
            IF place < me.last_seq THEN
                RETURN jsonb_build_object('forked', jsonb_build_object('reason', 'chain', 'lastSeq', me.last_seq, 'head', encode(me.head, 'hex')));
            END IF;
            label := e->>'group';
            IF last IS DISTINCT FROM label THEN
                begins := begins || cardinality(entries) + 1;
                last := label;
            END IF;
            entries := entries || e;
            heads := heads || head;
        END IF;
        place := (e->>'dseq')::bigint;
    END LOOP;
    IF lower(batch->>'chain') <> encode(head, 'hex') THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'the batch was damaged on its way: its chain is another';
    END IF;

    FOR outcome IN SELECT r.result || jsonb_build_object('group', r."group")
        FROM desk_sync.push_result r WHERE r.device = this AND r.dseq = ANY (again) AND r.result IS NOT NULL ORDER BY r.dseq
    LOOP
        results := results || jsonb_build_object('group', outcome->'group', 'outcome', 'duplicate', 'first', outcome);
    END LOOP;

    DELETE FROM desk_sync.hold h WHERE h.device = this AND h."group" IN (SELECT json_array_elements_text(batch->'release'));
    -- Nor does it go while its rows arrive: the desk's own tables have no foreign key to it.
    PERFORM FROM public.organizations o WHERE o.id = me.org FOR KEY SHARE OF o;
    alive := FOUND OR me.org IS NULL;
    -- All in the same order, parents first, so that pushes do not wait for each other in a circle.
    FOR s IN SELECT t.home, t.tbl, t.mine, bool_or(x->>'kind' = 'delete') AS whole, array_agg(DISTINCT (x->>'pk')::uuid) AS keys
        FROM unnest(entries) x JOIN desk_sync.shape t ON t.tbl = x->>'table'
        WHERE x->>'kind' IN ('update', 'delete') AND x->>'pk' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
        GROUP BY t.place, t.home, t.tbl, t.mine ORDER BY t.place
    LOOP
        EXECUTE format('SELECT count(*) FROM (SELECT FROM %I.%I t WHERE t.id = ANY ($2) AND %s ORDER BY t.id FOR %s OF t) x',
            s.home, s.tbl, s.mine, CASE WHEN s.whole THEN 'UPDATE' ELSE 'NO KEY UPDATE' END) USING me.org, s.keys;
    END LOOP;

    -- All groups at once; only where one raises, each in a subtransaction of its own.
    LOOP
        outcomes := '{}';
        BEGIN
            FOR i IN 1 .. cardinality(begins) LOOP
                label := entries[begins[i]]->>'group';
                IF NOT alive THEN
                    outcome := jsonb_build_object('outcome', 'gone', 'rows', '[]'::jsonb);
                ELSIF careful THEN
                    outcome := desk_sync.try_group(me, label, entries, begins[i], coalesce(begins[i + 1] - 1, cardinality(entries)));
                ELSE
                    outcome := desk_sync.apply_group(me, label, entries, begins[i], coalesce(begins[i + 1] - 1, cardinality(entries)));
                END IF;
                IF outcome->>'outcome' IN ('quarantined', 'held') AND me.org IS NOT NULL THEN
                    INSERT INTO desk_sync.hold (device, "group", pk, place)
                    SELECT this, label, (x->>'pk')::uuid, coalesce(
                        (SELECT min(h.place) FROM desk_sync.hold h WHERE h.device = this AND h."group" = label),
                        (entries[begins[i]]->>'dseq')::bigint)
                    FROM unnest(entries[begins[i] : coalesce(begins[i + 1] - 1, cardinality(entries))]) x
                    WHERE x->>'pk' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' ON CONFLICT DO NOTHING;
                ELSE
                    DELETE FROM desk_sync.hold h WHERE h.device = this AND h."group" = label;
                END IF;
                outcomes := outcomes || outcome;
                IF me.org IS NULL THEN
                    SELECT d.org INTO me.org FROM desk_sync.device d WHERE d.id = me.id;
                END IF;
            END LOOP;
            EXIT;
        EXCEPTION WHEN data_exception OR integrity_constraint_violation OR with_check_option_violation
    OR program_limit_exceeded OR raise_exception OR SQLSTATE 'DS001' THEN
            IF careful THEN
                RAISE;
            END IF;
            careful := true;
            SELECT d.org INTO me.org FROM desk_sync.device d WHERE d.id = me.id;
        END;
    END LOOP;

    FOR i IN 1 .. cardinality(begins) LOOP
        applied := applied OR outcomes[i]->>'outcome' = 'applied';
        results := results || (outcomes[i] || jsonb_build_object('group', entries[begins[i]]->'group'));
    END LOOP;
    INSERT INTO desk_sync.push_result (device, dseq, "group", head, outcome, result)
    SELECT this, (x.e->>'dseq')::bigint, x.e->>'group', heads[x.n], outcomes[g.i]->>'outcome', CASE WHEN x.n = g.n THEN outcomes[g.i] END
    FROM unnest(entries) WITH ORDINALITY x (e, n),
        LATERAL (SELECT b.n, b.i FROM unnest(begins) WITH ORDINALITY b (n, i) WHERE b.n <= x.n ORDER BY b.n DESC LIMIT 1) g;

    IF me.org IS NOT NULL THEN
        INSERT INTO desk_sync.conflict (id, org, device, tbl, pk, col, kind, base, mine, theirs, resolved_at, resolution)
        SELECT (c->>'id')::uuid, me.org, this, c->>'table', (c->>'pk')::uuid, c->>'column', coalesce(c->>'kind', 'scalar'),
            c->'base', c->'mine', c->'theirs', CASE WHEN c ? 'resolution' THEN now() END, c->'resolution'
        FROM (SELECT json_array_elements(batch->'conflicts')::jsonb AS c) x
        ON CONFLICT (org, id) DO UPDATE SET resolved_at = excluded.resolved_at, resolution = excluded.resolution
            WHERE excluded.resolution IS NOT NULL;
    END IF;

    me.last_seq := greatest(me.last_seq, place);
    me.head := CASE WHEN cardinality(entries) > 0 THEN head ELSE me.head END;
    UPDATE desk_sync.device d SET file = me.file, last_seq = me.last_seq, head = me.head, last_seen = now() WHERE d.id = me.id;
    IF applied THEN
        PERFORM pg_notify(desk_sync.channel(me.org), '');
    END IF;
    RETURN jsonb_build_object('lastSeq', me.last_seq, 'head', encode(me.head, 'hex'), 'results', results);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA desk_sync FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_sync.hello(jsonb), desk_sync.push(json), desk_sync.begin_file(uuid) TO desk_device;
