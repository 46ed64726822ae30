-- Pushes in bulk. What V4 does group by group is done for many groups at once where they ask for nothing unusual; whatever is
-- unusual is left to V4's functions, in its turn, so that the outcome is the same.

-- Which greeting of the device its pushes belong to: one that was still on its way when the next greeting came is refused.
ALTER TABLE desk_sync.device ADD COLUMN session uuid;

-- Who the hub is and what it knows of the device, which may tell {cursor, pending, version, session} of itself.
CREATE OR REPLACE FUNCTION desk_sync.hello(told jsonb DEFAULT '{}') RETURNS jsonb
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

-- Puts a trigger on a table where it is not there or not as it should be; a table that is as it should be is not locked. The
-- log's trigger rests while a push writes the log itself.
CREATE OR REPLACE FUNCTION desk_sync.put_trigger(tbl regclass, name text, function text, event text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    rests boolean := name = 'desk_sync_log';
BEGIN
    IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = tbl AND tgname = name AND tgenabled = 'A'
            AND tgfoid = to_regproc(format('desk_sync.%I', function)) AND (tgqual IS NOT NULL) = rests) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE OR REPLACE TRIGGER %I %s ON %s %s %s EXECUTE FUNCTION desk_sync.%I()',
        name, event, tbl, CASE WHEN event LIKE '%TRUNCATE' THEN 'FOR EACH STATEMENT' ELSE 'FOR EACH ROW' END,
        CASE WHEN rests THEN 'WHEN (pg_catalog.current_setting(''desk_sync.entry'', true) IS DISTINCT FROM ''bulk'')' ELSE '' END, function);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', tbl, name);
END $$;

-- The tables of those named on which nothing but foreign keys and the log acts, and their columns that are unique: a change
-- of one of them may have to wait for another row's.
CREATE FUNCTION desk_sync.plain_tables(names text[]) RETURNS TABLE (tbl text, uniques text[])
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.tbl, (SELECT coalesce(array_agg(a.attname::text), '{}') FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = c.oid AND (i.indisunique OR i.indisexclusion) AND NOT i.indisprimary)
    FROM desk_sync.shape s JOIN pg_class c ON c.oid = to_regclass(format('%I.%I', s.home, s.tbl))
    -- An organization may be founded, and a budget computes what remains.
    WHERE s.tbl = ANY (names) AND s.tbl NOT IN ('organizations', 'budgets') AND c.relkind = 'r' AND NOT c.relhasrules
      AND EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'desk_sync_log' AND g.tgenabled = 'A' AND g.tgqual IS NOT NULL)
      AND NOT EXISTS (SELECT FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
            WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND p.pronamespace <> 'desk_sync'::regnamespace)
      AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND 0 = ANY (i.indkey))
$$;

-- A column's value out of an entry x.c, as SQL: `part` is new or base.
CREATE FUNCTION desk_sync.value_of(s desk_sync.shape, col text, part text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT replace(replace(s.exprs->>col, format('$1->>%L', col), format('x.c->%L->>%L', col, part)),
        format('$1->%L', col), format('x.c->%L->%L', col, part))
$$;

-- Applies groups, as many of them from the first on as apply_group would apply, and gives their outcomes: none where the
-- first one asks for something unusual. `marks` are the groups of the entries, by number from 1. Rows that are updated
-- are locked already. Raises what the tables' constraints raise.
CREATE FUNCTION desk_sync.apply_many(me desk_sync.device, entries jsonb[], marks integer[], plain jsonb) RETURNS jsonb[]
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    -- The first group that is unusual.
    stop integer;
    tbls text[];
    kinds text[];
    pks uuid[];
    sigs text[];
    ref_n integer[];
    ref_t text[];
    ref_v uuid[];
    found uuid[];
    stamp timestamp := clock_timestamp() AT TIME ZONE 'UTC';
    clock bigint := desk_sync.micros(clock_timestamp());
    s desk_sync.shape;
    part record;
    moved text;
    given text;
    act text;
    stamped text;
    clash integer;
    ns integer[];
    told jsonb[];
    all_ns integer[] := '{}';
    all_told jsonb[] := '{}';
    outcomes jsonb[];
BEGIN
    -- What each entry is: its table, its kind, and which columns it has, those with a base marked.
    SELECT array_agg(x.e->>'table' ORDER BY x.n), array_agg(x.e->>'kind' ORDER BY x.n),
        array_agg(CASE WHEN fit.yes THEN (x.e->>'pk')::uuid END ORDER BY x.n), array_agg(c.sig ORDER BY x.n),
        coalesce(min(x.g) FILTER (WHERE NOT fit.yes), marks[cardinality(marks)] + 1)
    INTO tbls, kinds, pks, sigs, stop
    FROM unnest(entries, marks) WITH ORDINALITY x (e, g, n)
    LEFT JOIN desk_sync.shape t ON t.tbl = x.e->>'table' AND plain ? t.tbl
    LEFT JOIN LATERAL (
        SELECT string_agg(CASE WHEN x.e->>'kind' = 'update' AND k.value ? 'base' THEN '=' || k.key ELSE k.key END, ',' ORDER BY k.key) AS sig,
            bool_and(k.key = ANY (t.cols) AND k.value ? 'new' AND NOT k.value ? 'delta' AND (x.e->>'kind' = 'insert'
                OR (k.key NOT IN ('id', 'organization_id', 'ticket_number') AND NOT plain->t.tbl ? k.key))) AS fit
        FROM jsonb_each(CASE WHEN jsonb_typeof(x.e->'columns') = 'object' THEN x.e->'columns' END) k
    ) c ON true
    CROSS JOIN LATERAL (SELECT coalesce(t.tbl IS NOT NULL AND c.fit AND x.e->>'kind' IN ('insert', 'update')
        AND x.e->>'pk' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
        AND coalesce(x.e->'columns'->'organization_id'->>'new', me.org::text) = me.org::text, false) AS yes) fit;
    -- A row that comes a second time follows from what was made of it before.
    SELECT least(stop, min(x.g)) INTO stop FROM (
        SELECT o.g, row_number() OVER (PARTITION BY o.t, o.pk ORDER BY o.n) AS nth
        FROM unnest(tbls, pks, marks) WITH ORDINALITY o (t, pk, g, n) WHERE o.g < stop) x
    WHERE x.nth > 1;
    IF stop <= marks[1] THEN
        RETURN '{}';
    END IF;

    SELECT coalesce(array_agg(x.n), '{}'), coalesce(array_agg(r.value), '{}'), coalesce(array_agg(v.v::uuid), '{}') INTO ref_n, ref_t, ref_v
    FROM unnest(entries, marks) WITH ORDINALITY x (e, g, n) JOIN desk_sync.shape t ON t.tbl = x.e->>'table'
    CROSS JOIN jsonb_each_text(t.refs) r CROSS JOIN LATERAL (SELECT x.e->'columns'->r.key->>'new' AS v) v
    WHERE x.g < stop AND r.key <> 'organization_id' AND v.v IS NOT NULL;
    IF EXISTS (SELECT FROM desk_sync.hold h WHERE h.device = me.file) THEN
        SELECT least(stop, min(x.g)) INTO stop FROM unnest(entries, marks, pks) WITH ORDINALITY x (e, g, pk, n)
        WHERE EXISTS (SELECT FROM desk_sync.hold h WHERE h.device = me.file AND (h."group" = x.e->>'group' OR h.pk = x.pk
            OR h.pk IN (SELECT r.v FROM unnest(ref_n, ref_v) r (n, v) WHERE r.n = x.n)));
    END IF;
    SELECT least(stop, min(x.g)) INTO stop FROM unnest(tbls, kinds, pks, marks) x (t, kind, pk, g)
    JOIN desk_sync.tombstone d ON d.tbl = x.t AND d.pk = x.pk AND d.org = me.org WHERE x.kind = 'insert';

    -- What is referred to is there, or is made by an entry before.
    FOR part IN SELECT t.place, r.t AS tbl, array_agg(DISTINCT r.v) AS keys FROM unnest(ref_t, ref_v) r (t, v)
        JOIN desk_sync.shape t ON t.tbl = r.t GROUP BY t.place, r.t ORDER BY t.place
    LOOP
        SELECT * INTO s FROM desk_sync.shape t WHERE t.place = part.place;
        EXECUTE format('SELECT coalesce(array_agg(x.id), ''{}'') FROM (SELECT t.id FROM %I.%I t WHERE t.id = ANY ($2) AND %s ORDER BY t.id FOR KEY SHARE OF t) x',
            s.home, s.tbl, s.mine) INTO found USING me.org, part.keys;
        IF cardinality(found) < cardinality(part.keys) THEN
            SELECT least(stop, min(marks[r.n])) INTO stop FROM unnest(ref_n, ref_t, ref_v) r (n, t, v)
            LEFT JOIN unnest(found) f (id) ON f.id = r.v
            LEFT JOIN unnest(tbls, kinds, pks) WITH ORDINALITY m (t, kind, pk, n) ON m.pk = r.v AND m.t = r.t AND m.kind = 'insert' AND m.n < r.n
            WHERE r.t = part.tbl AND f.id IS NULL AND m.pk IS NULL;
        END IF;
    END LOOP;

    -- Rows that come are not there; those that are updated are, and hold the bases.
    FOR part IN SELECT t.place, x.kind, CASE WHEN x.kind = 'update' THEN x.sig END AS sig, array_agg(x.pk) AS keys, array_agg(x.g) AS groups,
            array_agg(x.e) AS told
        FROM unnest(tbls, kinds, sigs, pks, marks, entries) x (t, kind, sig, pk, g, e) JOIN desk_sync.shape t ON t.tbl = x.t
        WHERE x.g < stop GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    LOOP
        SELECT * INTO s FROM desk_sync.shape t WHERE t.place = part.place;
        IF part.kind = 'insert' THEN
            EXECUTE format('SELECT min(x.g) FROM unnest($2, $3) x (pk, g) JOIN %I.%I t ON t.id = x.pk WHERE %s', s.home, s.tbl, s.mine)
            INTO clash USING me.org, part.keys, part.groups;
        ELSE
            SELECT coalesce(string_agg(format(' OR t.%I IS DISTINCT FROM %s', c, desk_sync.value_of(s, c, 'base')), ''), '') INTO moved
            FROM unnest(s.cols) c WHERE '=' || c = ANY (string_to_array(part.sig, ',')) AND NOT desk_sync.derived(s.tbl, c);
            EXECUTE format('SELECT min(x.g) FROM (SELECT u.pk, u.g, u.e->''columns'' AS c FROM unnest($2, $3, $4) u (pk, g, e)) x
                LEFT JOIN %I.%I t ON t.id = x.pk AND %s WHERE t.id IS NULL%s', s.home, s.tbl, s.mine, moved)
            INTO clash USING me.org, part.keys, part.groups, part.told;
        END IF;
        stop := least(stop, clash);
    END LOOP;
    -- Numbers that others have, or that two want, are given out anew one by one.
    IF EXISTS (SELECT FROM unnest(tbls, kinds, marks, entries) x (t, kind, g, e)
            WHERE x.t = 'tickets' AND x.kind = 'insert' AND x.g < stop AND (x.e->>'provisional')::boolean) THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('desk_sync.ticket_number ' || me.org, 0));
        SELECT least(stop, min(x.g)) INTO stop FROM (
            SELECT o.g, (o.e->>'provisional')::boolean AS yields, o.e->'columns'->'ticket_number'->>'new' AS number,
                row_number() OVER (PARTITION BY o.e->'columns'->'ticket_number'->>'new' ORDER BY o.n) AS nth
            FROM unnest(tbls, kinds, marks, entries) WITH ORDINALITY o (t, kind, g, e, n)
            WHERE o.t = 'tickets' AND o.kind = 'insert' AND o.g < stop) x
        WHERE x.yields AND (x.number IS NULL OR x.nth > 1
            OR EXISTS (SELECT FROM public.tickets t WHERE t.ticket_number = x.number AND t.organization_id = me.org));
    END IF;
    IF stop <= marks[1] THEN
        RETURN '{}';
    END IF;

    -- What comes before what is updated, parents before children.
    PERFORM set_config('desk_sync.entry', 'bulk', true);
    FOR part IN SELECT t.place, x.kind, string_to_array(replace(x.sig, '=', ''), ',') AS cols, array_agg(x.e ORDER BY x.n) AS told,
            array_agg(x.n::integer ORDER BY x.n) AS ns, array_agg(x.pk) AS keys
        FROM unnest(tbls, kinds, sigs, pks, marks, entries) WITH ORDINALITY x (t, kind, sig, pk, g, e, n) JOIN desk_sync.shape t ON t.tbl = x.t
        WHERE x.g < stop GROUP BY 1, 2, 3 ORDER BY x.kind, 1, 3
    LOOP
        SELECT * INTO s FROM desk_sync.shape t WHERE t.place = part.place;
        given := 'SELECT u.e, u.n, u.e->''columns'' AS c, (u.e->>''pk'')::uuid AS pk FROM unnest($1, $2) u (e, n)';
        stamped := CASE WHEN 'updated_at' = ANY (s.cols) THEN 'to_jsonb(trunc(extract(epoch FROM t.updated_at) * 1000000))' ELSE 'NULL::jsonb' END;
        IF part.kind = 'insert' THEN
            SELECT format('INSERT INTO %I.%I AS t (id%s) SELECT x.pk%s FROM x ORDER BY x.n RETURNING t.id, %s AS stamped, NULL::text[] AS cols',
                s.home, s.tbl, string_agg(format(', %I', c), ''), string_agg(', ' || CASE
                    WHEN c = 'organization_id' THEN '$3'
                    -- Never later than now: a desk's clock may be anything.
                    WHEN c = 'updated_at' AND c = ANY (part.cols) THEN format('least($4, %s)', desk_sync.value_of(s, c, 'new'))
                    WHEN c = 'updated_at' THEN '$4'
                    ELSE desk_sync.value_of(s, c, 'new') END, ''), stamped)
            INTO act FROM unnest(s.cols) c
            WHERE c IN ('organization_id', 'updated_at') OR (c = ANY (part.cols) AND c <> 'id');
        ELSE
            SELECT format('SELECT u.*%s FROM (%s) u JOIN %I.%I o ON o.id = u.pk', string_agg(format(', o.%I AS %I', c, 'old ' || c), ''),
                    given, s.home, s.tbl),
                format('UPDATE %I.%I AS t SET %s FROM x WHERE t.id = x.pk RETURNING t.id, %s AS stamped, array_remove(ARRAY[%s], NULL) AS cols',
                    s.home, s.tbl, string_agg(CASE c WHEN 'updated_at' THEN 'updated_at = greatest($4, t.updated_at + interval ''1 microsecond'')'
                        ELSE format('%I = %s', c, desk_sync.value_of(s, c, 'new')) END, ', '), stamped,
                    string_agg(format('CASE WHEN t.%I IS DISTINCT FROM x.%I THEN %L END', c, 'old ' || c, c), ', ' ORDER BY k.place))
            INTO given, act
            FROM unnest(s.cols) WITH ORDINALITY k (c, place) WHERE c = 'updated_at' OR c = ANY (part.cols);
        END IF;
        EXECUTE format('WITH x AS (%s), w AS (%s), l AS (
                INSERT INTO desk_sync.log (org, tbl, pk, op, cols, edit_ts, device, dseq)
                SELECT $3, $6, w.id, $7, w.cols, least((x.e->>''at'')::bigint, $8), $5, (x.e->>''dseq'')::bigint
                FROM x JOIN w ON w.id = x.pk WHERE w.cols IS DISTINCT FROM ''{}'' ORDER BY x.n)
            SELECT array_agg(x.n), array_agg(CASE WHEN w.stamped IS NULL OR w.stamped = coalesce(x.c->''updated_at''->''new'', ''null'') THEN ''{}''
                ELSE jsonb_build_object(''updated_at'', w.stamped) END) FROM x LEFT JOIN w ON w.id = x.pk', given, act)
        INTO ns, told USING part.told, part.ns, me.org, stamp, me.file, s.tbl, CASE part.kind WHEN 'insert' THEN 'I' ELSE 'U' END, clock;
        all_ns := all_ns || ns;
        all_told := all_told || told;
        IF part.kind = 'insert' THEN
            DELETE FROM desk_sync.tombstone d WHERE d.tbl = s.tbl AND d.pk = ANY (part.keys);
        END IF;
    END LOOP;
    PERFORM set_config('desk_sync.entry', '', true);

    SELECT array_agg(o.outcome ORDER BY o.g) INTO outcomes FROM (
        SELECT x.g, jsonb_build_object('outcome', 'applied', 'rows', jsonb_agg(jsonb_build_object('dseq', (x.e->>'dseq')::bigint,
            'table', x.t, 'pk', x.pk, 'columns', r.told) ORDER BY x.n)) AS outcome
        FROM unnest(tbls, pks, marks, entries) WITH ORDINALITY x (t, pk, g, e, n) JOIN unnest(all_ns, all_told) r (n, told) ON r.n = x.n
        GROUP BY x.g) o;
    RETURN outcomes;
END $$;

-- A batch of entries, {device, from, head, chain?, entries: [{dseq, group, table, pk, kind, actor, at, columns}], release?,
-- conflicts?, session?}, in the caller's transaction; see docs/HUB.md. `json` and not `jsonb`: the chain is over the entries' text as it
-- was sent.
CREATE OR REPLACE FUNCTION desk_sync.push(batch json) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me desk_sync.device := desk_sync.me();
    this uuid := (batch->>'device')::uuid;
    head bytea := decode(batch->>'head', 'hex');
    place bigint := (batch->>'from')::bigint;
    known bytea;
    said text;
    e jsonb;
    number bigint;
    entries jsonb[] := '{}';
    heads bytea[] := '{}';
    marks integer[] := '{}';
    again bigint[] := '{}';
    begins integer[] := '{}';
    label text;
    last text;
    groups integer;
    outcomes jsonb[] := '{}';
    outcome jsonb;
    many jsonb[];
    bulk boolean := current_setting('desk_sync.bulk', true) IS DISTINCT FROM 'off';
    plain jsonb;
    -- So many groups at once, and so many one by one before it is tried again.
    width integer := 500;
    alone integer := 0;
    patience integer := 1;
    alive boolean;
    results jsonb := '[]';
    s record;
    i integer := 1;
    low integer;
    high integer;
BEGIN
    IF this IS NULL OR head IS NULL OR place IS NULL OR json_typeof(batch->'entries') IS DISTINCT FROM 'array' THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'a batch is {device, from, head, entries}';
    END IF;

    IF me.session IS DISTINCT FROM (batch->>'session')::uuid AND batch->>'session' IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = 'the device has said hello again since';
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
    FOR said IN SELECT json_array_elements(batch->'entries')::text LOOP
        e := said::jsonb;
        number := e->>'dseq';
        label := e->>'group';
        IF number IS NULL OR number <= place OR label IS NULL OR e->>'at' IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
                MESSAGE = format('an entry has a dseq above the one before it, a group and an at; the one after %s has not', place);
        END IF;
        head := sha256(head || convert_to(said, 'UTF8'));
        IF number <= me.last_seq THEN
            SELECT r.head INTO known FROM desk_sync.push_result r WHERE r.device = this AND r.dseq = number;
            IF known IS DISTINCT FROM head THEN
                RETURN jsonb_build_object('forked', jsonb_build_object('reason', 'chain', 'lastSeq', me.last_seq, 'head', encode(me.head, 'hex')));
            END IF;
            again := again || number;
        ELSE
            IF place < me.last_seq THEN
                RETURN jsonb_build_object('forked', jsonb_build_object('reason', 'chain', 'lastSeq', me.last_seq, 'head', encode(me.head, 'hex')));
            END IF;
            entries := entries || e;
            heads := heads || head;
            IF last IS DISTINCT FROM label THEN
                begins := begins || cardinality(entries);
                last := label;
            END IF;
            marks := marks || cardinality(begins);
        END IF;
        place := number;
    END LOOP;
    IF lower(batch->>'chain') <> encode(head, 'hex') THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'the batch was damaged on its way: its chain is another';
    END IF;
    groups := cardinality(begins);

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

    -- As many groups at once as ask for nothing unusual. Where a constraint refuses one of them, half as many; one that is alone
    -- is carried out by itself, in a subtransaction of its own.
    WHILE i <= groups LOOP
        IF bulk AND alone = 0 AND alive AND me.org IS NOT NULL AND groups - i >= 3 THEN
            IF plain IS NULL THEN
                SELECT coalesce(jsonb_object_agg(p.tbl, p.uniques), '{}') INTO plain
                FROM desk_sync.plain_tables(ARRAY(SELECT DISTINCT x->>'table' FROM unnest(entries) x)) p;
            END IF;
            low := begins[i];
            high := coalesce(begins[i + width] - 1, cardinality(entries));
            BEGIN
                many := desk_sync.apply_many(me, entries[low : high], ARRAY(SELECT m - i + 1 FROM unnest(marks[low : high]) m), plain);
            EXCEPTION WHEN data_exception OR integrity_constraint_violation OR with_check_option_violation
                OR program_limit_exceeded OR raise_exception OR SQLSTATE 'DS001' THEN
                many := NULL;
            END;
            IF many IS NULL THEN
                width := least(width, groups - i + 1) / 2;
                CONTINUE WHEN width > 3;
                many := '{}';
            END IF;
            i := i + cardinality(many);
            outcomes := outcomes || many;
            IF cardinality(many) < 4 THEN
                alone := patience;
                patience := least(2 * patience, 64);
            ELSE
                alone := 1;
                patience := 1;
            END IF;
            width := greatest(8, 2 * cardinality(many));
            CONTINUE;
        END IF;
        alone := greatest(alone - 1, 0);
        low := begins[i];
        high := coalesce(begins[i + 1] - 1, cardinality(entries));
        label := entries[low]->>'group';
        IF NOT alive THEN
            outcome := jsonb_build_object('outcome', 'gone', 'rows', '[]'::jsonb);
        ELSE
            outcome := desk_sync.try_group(me, label, entries, low, high);
        END IF;
        IF outcome->>'outcome' IN ('quarantined', 'held') AND me.org IS NOT NULL THEN
            INSERT INTO desk_sync.hold (device, "group", pk, place)
            SELECT this, label, (x->>'pk')::uuid, coalesce(
                (SELECT min(h.place) FROM desk_sync.hold h WHERE h.device = this AND h."group" = label), (entries[low]->>'dseq')::bigint)
            FROM unnest(entries[low : high]) x
            WHERE x->>'pk' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' ON CONFLICT DO NOTHING;
        ELSE
            DELETE FROM desk_sync.hold h WHERE h.device = this AND h."group" = label;
        END IF;
        outcomes := outcomes || outcome;
        IF me.org IS NULL THEN
            SELECT d.org INTO me.org FROM desk_sync.device d WHERE d.id = me.id;
        END IF;
        i := i + 1;
    END LOOP;

    SELECT results || coalesce(jsonb_agg(o.o || jsonb_build_object('group', entries[begins[o.n]]->'group') ORDER BY o.n), '[]') INTO results
    FROM unnest(outcomes) WITH ORDINALITY o (o, n);
    INSERT INTO desk_sync.push_result (device, dseq, "group", head, outcome, result)
    SELECT this, (x.e->>'dseq')::bigint, x.e->>'group', x.head, o.o->>'outcome', CASE WHEN x.n = begins[x.g] THEN o.o END
    FROM unnest(entries, heads, marks) WITH ORDINALITY x (e, head, g, n) JOIN unnest(outcomes) WITH ORDINALITY o (o, n) ON o.n = x.g;

    IF me.org IS NOT NULL THEN
        INSERT INTO desk_sync.conflict (id, org, device, tbl, pk, col, kind, base, mine, theirs, resolved_at, resolution)
        SELECT (c->>'id')::uuid, me.org, this, c->>'table', (c->>'pk')::uuid, c->>'column', coalesce(c->>'kind', 'scalar'),
            c->'base', c->'mine', c->'theirs', CASE WHEN c ? 'resolution' THEN now() END, c->'resolution'
        FROM (SELECT json_array_elements(batch->'conflicts')::jsonb AS c) x
        ON CONFLICT (org, id) DO UPDATE SET resolved_at = excluded.resolved_at, resolution = excluded.resolution
            WHERE excluded.resolution IS NOT NULL;
    END IF;

    me.last_seq := greatest(me.last_seq, place);
    me.head := CASE WHEN groups > 0 THEN head ELSE me.head END;
    UPDATE desk_sync.device d SET file = me.file, last_seq = me.last_seq, head = me.head, last_seen = now() WHERE d.id = me.id;
    IF EXISTS (SELECT FROM unnest(outcomes) o WHERE o->>'outcome' = 'applied') THEN
        PERFORM pg_notify(desk_sync.channel(me.org), '');
    END IF;
    RETURN jsonb_build_object('lastSeq', me.last_seq, 'head', encode(me.head, 'hex'), 'results', results);
END $$;

-- Locks rows of the device's organization, in the order in which a push does: then it can read them as they are and push in the
-- same transaction, and nobody comes between.
CREATE FUNCTION desk_sync.lock_rows(tables text[], keys uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me desk_sync.device := desk_sync.me();
    s record;
BEGIN
    FOR s IN SELECT t.home, t.tbl, t.mine, array_agg(x.pk) AS keys FROM unnest(tables, keys) x (tbl, pk) JOIN desk_sync.shape t ON t.tbl = x.tbl
        GROUP BY t.place, t.home, t.tbl, t.mine ORDER BY t.place
    LOOP
        EXECUTE format('SELECT count(*) FROM (SELECT FROM %I.%I t WHERE t.id = ANY ($2) AND %s ORDER BY t.id FOR NO KEY UPDATE OF t) x',
            s.home, s.tbl, s.mine) USING me.org, s.keys;
    END LOOP;
END $$;

UPDATE desk_sync.meta SET schema_version = 3;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA desk_sync FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_sync.lock_rows(text[], uuid[]) TO desk_device;
