#!/bin/sh
# What the hub's triggers cost a server that knows nothing of them: the same transactions with a hub and without, in turn.
# Needs psql and pgbench, a superuser by PGHOST, PGPORT and PGUSER, and `grounded` on the PATH. Makes and drops two databases.
set -e
here=$(dirname "$0")
address=${1:?usage: run.sh postgres://superuser@host:port}
for kind in plain hub; do
    psql -q -d postgres -c "DROP DATABASE IF EXISTS desk_bench_$kind" -c "CREATE DATABASE desk_bench_$kind"
    grounded hub install "$address/desk_bench_$kind" >/dev/null
    psql -q -d "desk_bench_$kind" -f "$here/seed.sql"
done
grounded hub remove "$address/desk_bench_plain" >/dev/null
for round in 1 2 3 4 5 6; do
    for kind in plain hub; do
        psql -q -d postgres -c CHECKPOINT
        echo "$kind $(pgbench -n -c 4 -j 2 -T 10 -f "$here/unaware.sql" "desk_bench_$kind" 2>/dev/null | grep '^tps')"
    done
done
grounded hub remove "$address/desk_bench_hub" >/dev/null
psql -q -d postgres -c "DROP DATABASE desk_bench_plain" -c "DROP DATABASE desk_bench_hub"
