import type { Input } from "@/api/client";
import { paint, useChange, useList, useOperation } from "@/api/queries";
import type { Resource, Row } from "./resource";

/**
 * The operations of every resource have one shape, but their types share no parent. This file is the
 * one place that takes them for each other: each hook runs the operation its resource names.
 */
type AnyList = "list_users";
type AnyGet = "get_user";
type AnyUpdate = "update_user";
type AnyDelete = "delete_user";
type AnyCreate = "create_user";
const any = <T>(value: unknown) => value as T;

/** What a list asks for. */
export interface Query {
  filter: Record<string, unknown>;
  sort: { field: string; direction: "asc" | "desc" };
}

/** The rows of a resource, page by page. */
export function useRows(
  resource: Resource,
  query: Query,
  { enabled = true, limit = 50 }: { enabled?: boolean; limit?: number } = {},
) {
  const list = useList(any<AnyList>(resource.list), any<Input<AnyList>>({ ...query, limit }), { enabled });
  return { ...list, items: any<Row[]>(list.items) };
}

/** One row with its relations and children. */
export function useRow(resource: Resource, id: string | undefined) {
  const result = useOperation(any<AnyGet>(resource.get), { id: id ?? "" }, { enabled: id !== undefined });
  const row = any<Row | undefined>(result.data);
  // While the next row is being read the previous one is still there: it must not pass for it.
  return { row: row?.id === id ? row : undefined, error: result.error, refetch: result.refetch };
}

/** Columns a paint may show at once: names of others come with what is read next. */
function plain(changes: Record<string, unknown>, row: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(changes).filter(([name]) => name in row && !/(Id|To|By)$/.test(name) && name !== "id"),
  );
}

interface Outcome {
  onSuccess?: (row: Row, input: Record<string, unknown>) => void;
  onError?: (error: import("@/api/client").DeskError) => void;
}

/** Changes a row; the list and the card show it at once. */
export function useUpdate(resource: Resource, outcome: Outcome = {}) {
  const change = useChange(any<AnyUpdate>(resource.update), {
    paint: (input) => {
      const { id, requestId: _, expectedUpdatedAt: __, ...changes } = any<Record<string, unknown>>(input);
      const apply = (row: Row): Row => (row.id === id ? { ...row, ...plain(changes, row) } : row);
      return [
        paint(any<AnyList>(resource.list), (page) =>
          any({ ...page, items: any<Row[]>(page.items).map(apply) }),
        ),
        paint(any<AnyGet>(resource.get), (row) => any(apply(any<Row>(row)))),
      ];
    },
    onSuccess: (row, input) => outcome.onSuccess?.(any<Row>(row), any(input)),
    onError: (error) => outcome.onError?.(error),
  });
  return {
    ...change,
    mutate: (input: Record<string, unknown> & { id: string }) => change.mutate(any(input)),
  };
}

/** Makes a row. */
export function useCreate(resource: Resource, outcome: Outcome = {}) {
  const change = useChange(any<AnyCreate>(resource.create), {
    onSuccess: (row, input) => outcome.onSuccess?.(any<Row>(row), any(input)),
    onError: (error) => outcome.onError?.(error),
  });
  return { ...change, mutate: (input: Record<string, unknown>) => change.mutate(any(input)) };
}

/** Deletes a row; it leaves the list at once. */
export function useDelete(resource: Resource, outcome: Outcome = {}) {
  return useChange(any<AnyDelete>(resource.remove), {
    paint: ({ id }) => [
      paint(any<AnyList>(resource.list), (page) => ({
        ...page,
        items: page.items.filter((row) => row.id !== id),
      })),
    ],
    onSuccess: (row, input) => outcome.onSuccess?.(any<Row>(row), any(input)),
    onError: (error) => outcome.onError?.(error),
  });
}
