import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { listen } from "@tauri-apps/api/event";
import { useMemo } from "react";
import { command, type DeskError } from "./client";
import { type DeskStatus, deskQuery } from "./desk";

/** How the exchange with the hub is, in one word. */
export type SyncState = "syncing" | "synced" | "offline" | "elsewhere" | "password" | "stopped";

/** How the exchange with the hub stands. */
export interface SyncStatus {
  /** The hub's address, without a password. */
  hub: string;
  device: string;
  organization: string;
  /** What the hub was not told yet. */
  pending: { operations: number; entries: number };
  /** Operations that were told and are not settled, those refused among them. */
  waiting: number;
  refused: number;
  conflicts: number;
  /** Of how many records they are. */
  records: number;
  unfit: { table: string; id: string; reason: string }[];
  lastSuccess: string | null;
  lastError: string | null;
  /** Whether the password is known only until the window closes: no keyring keeps it. */
  passwordOnlyHere?: boolean;
  standing: { state: SyncState; since: string; message?: string } | null;
}

/** What a conflict or a refused operation can be decided for; `value` is said as JSON. */
export type Decision = "mine" | "theirs" | "keep" | { value: unknown };

/** An edit that met another one and does not stand, or a row that was edited here and deleted there. */
export interface Conflict {
  id: string;
  table: string;
  row: string;
  /** Which of the two does not stand. */
  lost: "mine" | "theirs";
  at: string;
  accepts: string[];
  /** Of a column that both edited. */
  column?: string;
  base?: unknown;
  mine?: unknown;
  theirs?: unknown;
  /** The table that the column refers to. */
  references?: string | null;
  /** Of a deleted row: what it was here. */
  deleted?: Record<string, unknown>;
}

/** An operation that the hub refused, or that waits for such a one. */
export interface Refused {
  id: string;
  reason: { reason?: string; table?: string; column?: string; waitsFor?: string };
  accepts: string[];
  group: number;
  operation: string | null;
  at: string;
  actor: string | null;
  rows: { table: string; id: string }[];
}

/** What somebody has to decide. */
export interface ToDecide {
  conflicts: Conflict[];
  refused: Refused[];
}

/** How far connecting is. */
export interface Joining {
  /** The hub's rows, the search index over them, or this file's rows that the hub is told. */
  phase: "rows" | "index" | "telling";
  done: number;
  /** Not known of every phase. */
  total: number | null;
}

/** Calls `heard` while a file is connected; returns the function that stops it. */
export function onJoining(heard: (joining: Joining) => void): Promise<() => void> {
  return listen<Joining>("joining", (event) => heard(event.payload));
}

const SYNC = "sync";
const statusQuery = {
  queryKey: [SYNC, "status"],
  queryFn: () => command<SyncStatus | null>("sync_status"),
};

/** How the exchange stands; null where there is none, and before that is known. */
export function useSync(): SyncStatus | null {
  return useQuery<SyncStatus | null, DeskError>(statusQuery).data ?? null;
}

/** How many things wait for somebody's decision. */
export const toDecide = (sync: SyncStatus | null): number => (sync ? sync.records + sync.refused : 0);

/** How many operations the hub is yet to carry out, without those that it refused. */
export const toTell = (sync: SyncStatus): number =>
  sync.pending.operations + Math.max(0, sync.waiting - sync.refused);

/** What somebody has to decide. */
export function useConflicts() {
  return useQuery<ToDecide, DeskError>({
    queryKey: [SYNC, "conflicts"],
    queryFn: () => command<ToDecide>("sync_conflicts"),
  });
}

/** How many rows are asked about at once. */
const CHUNK = 100;
const none: ReadonlySet<string> = new Set();

/** Which of these rows the hub was not told of yet. Nothing is asked where there is no hub. */
export function useUnsynced(table: string, ids: readonly string[]): ReadonlySet<string> {
  const sync = useSync();
  const chunks = useMemo(() => {
    const asked = sync ? ids : [];
    return Array.from({ length: Math.ceil(asked.length / CHUNK) }, (_, n) =>
      asked.slice(n * CHUNK, (n + 1) * CHUNK),
    );
  }, [sync, ids]);
  return useQueries({
    queries: chunks.map((chunk) => ({
      queryKey: [SYNC, "unsettled", table, chunk],
      queryFn: () => command<string[]>("sync_unsettled", { table, ids: chunk }),
      // What scrolled by is soon asked anew.
      gcTime: 10_000,
    })),
    combine: combined,
  });
}

function combined(results: { data?: string[] | undefined }[]): ReadonlySet<string> {
  const found = results.flatMap(({ data }) => data ?? []);
  return found.length > 0 ? new Set(found) : none;
}

/** Whether the hub was not told of this row yet. */
export function useIsUnsynced(table: string, id: string | undefined): boolean {
  const ids = useMemo(() => (id ? [id] : []), [id]);
  return useUnsynced(table, ids).size > 0;
}

/** Reads anew what has to do with the hub, in a desk that has one. */
export function followSync(client: ReturnType<typeof useQueryClient>, tables: readonly string[]): void {
  if (tables.includes(SYNC) || client.getQueryData(statusQuery.queryKey))
    void client.invalidateQueries({ queryKey: [SYNC] });
}

function useSyncCommand<V = void>(run: (value: V) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation<unknown, DeskError, V>({
    mutationFn: run,
    networkMode: "always",
    onSettled: () => client.invalidateQueries({ queryKey: [SYNC] }),
  });
}

/** Exchanges now. */
export const useSyncNow = () => useSyncCommand(() => command("sync_now"));

/** Parts from the hub; everything in the file stays. */
export const useDisconnect = () => useSyncCommand(() => command("sync_disconnect"));

/** Decides about one thing. */
export const resolve = (id: string, decision: Decision): Promise<void> =>
  command("sync_resolve", {
    id,
    decision: typeof decision === "string" ? decision : JSON.stringify(decision.value),
  });

/** Decides about several things, one after the other; stops at the first that is refused. */
export function useResolve() {
  return useSyncCommand(async (all: readonly [string, Decision][]) => {
    for (const [id, decision] of all) await resolve(id, decision);
  });
}

/** Connects the open file to a hub, or where it holds nothing a new one, which is opened. */
export function useConnect() {
  const client = useQueryClient();
  return useMutation<DeskStatus, DeskError, { url: string; password: string | null }>({
    mutationFn: (given) => command<DeskStatus>("sync_connect", given),
    networkMode: "always",
    onSuccess: (status) => {
      client.setQueryData(deskQuery.queryKey, status);
      void client.invalidateQueries({ queryKey: [SYNC] });
    },
  });
}
