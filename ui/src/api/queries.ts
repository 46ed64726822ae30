import {
  keepPreviousData,
  mutationOptions,
  QueryClient,
  type QueryKey,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from "@tanstack/react-query";
import { listen } from "@tauri-apps/api/event";
import { newId } from "@/lib/ids";
import { call, type DeskError, type Input, type OperationName, type Output } from "./client";
import { operations } from "./generated";
import { followSync } from "./sync";

/** Data comes from this machine: no retries, no refetch on focus; change events say when it is old. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

/** The cache key of an operation's results, or of one input's. */
export function operationKey<K extends OperationName>(name: K, input?: Input<K>): QueryKey {
  return input === undefined ? ["operation", name] : ["operation", name, input];
}

/** Options for `useQuery`, `ensureQueryData` and their like. */
export function operationQuery<K extends OperationName>(name: K, input: Input<K>) {
  return queryOptions<Output<K>, DeskError>({
    queryKey: operationKey(name, input),
    queryFn: () => call(name, input),
  });
}

/**
 * The result of a read operation. The previous result stays while another input is being read, so
 * lists do not blink.
 */
export function useOperation<K extends OperationName>(
  name: K,
  input: Input<K>,
  options: { enabled?: boolean; keepPrevious?: boolean } = {},
) {
  return useQuery<Output<K>, DeskError>({
    ...operationQuery(name, input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === false ? {} : { placeholderData: keepPreviousData }),
  } as Parameters<typeof useQuery<Output<K>, DeskError>>[0]);
}

/** The list operations. */
export type ListName = {
  [K in OperationName]: Output<K> extends { items: unknown[]; nextCursor: string | null } ? K : never;
}[OperationName];
/** One item of a list operation. */
export type Item<K extends ListName> = Output<K> extends { items: (infer T)[] } ? T : never;

/** A list read page by page; `items` are all pages so far, `more()` reads the next. */
export function useList<K extends ListName>(
  name: K,
  input: Input<K>,
  options: { enabled?: boolean; keepPrevious?: boolean } = {},
) {
  const query = useInfiniteQuery({
    queryKey: [...operationKey(name, input), "pages"],
    queryFn: ({ pageParam }) =>
      call(name, pageParam ? ({ ...input, cursor: pageParam } as Input<K>) : input) as Promise<{
        items: Item<K>[];
        nextCursor: string | null;
      }>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: options.keepPrevious === false ? undefined : keepPreviousData,
    enabled: options.enabled ?? true,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    /** The first page, for what a list says beside its items. */
    first: query.data?.pages[0] as Output<K> | undefined,
    isMore: query.isFetchingNextPage,
    isPending: query.isPending,
    error: query.error as DeskError | null,
    hasMore: query.hasNextPage,
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    refetch: query.refetch,
  };
}

/** What to show in one operation's cached results before the write has been answered. */
export interface Paint<K extends OperationName = OperationName> {
  operation: K;
  /** Only this input's result; every cached input of the operation when left out. */
  input?: Input<K>;
  /** Works on one result; for a list, called with each page and its number. */
  update(result: Output<K>, page: number): Output<K>;
}

/** Types a paint by its operation, for use in `useChange`'s `paint`. */
export function paint<K extends OperationName>(
  operation: K,
  update: (result: Output<K>, page: number) => Output<K>,
  input?: Input<K>,
): Paint {
  return { operation, update, input } as unknown as Paint;
}

interface Pages {
  pages: unknown[];
  pageParams: unknown[];
}

const isPages = (data: unknown): data is Pages =>
  typeof data === "object" && data !== null && "pages" in data && "pageParams" in data;

interface Writing<K extends OperationName> {
  paint?: (input: Input<K>, name: K) => Paint[];
  onSuccess?: (output: Output<K>, input: Input<K>) => void;
  onError?: (error: DeskError, input: Input<K>) => void;
}
type Before = { before: [QueryKey, unknown][] };

/** How one of the operations is written: `split` tells from what is given which one, and its input. */
function writing<K extends OperationName, V>(split: (given: V) => [K, Input<K>], options: Writing<K>) {
  return mutationOptions<Output<K>, DeskError, V, Before>({
    mutationFn: (given) => {
      const [name, input] = split(given);
      return call(name, { requestId: newId(), ...(input as object) } as Input<K>);
    },
    onMutate: async (given, { client }) => {
      const [name, input] = split(given);
      const before: [QueryKey, unknown][] = [];
      for (const { operation, input: only, update } of options.paint?.(input, name) ?? []) {
        const filter = { queryKey: operationKey(operation, only) };
        // A read that is under way would paint the old state over the new one.
        await client.cancelQueries(filter);
        for (const [key, data] of client.getQueriesData(filter)) {
          if (data === undefined || data === null) continue;
          before.push([key, data]);
          const apply = update as (result: unknown, page: number) => unknown;
          client.setQueryData(
            key,
            isPages(data) ? { ...data, pages: data.pages.map((each, n) => apply(each, n)) } : apply(data, 0),
          );
        }
      }
      return { before };
    },
    onSuccess: (output, given) => options.onSuccess?.(output, split(given)[1]),
    onError: (error, given, result, { client }) => {
      // In reverse: when two paints touched one result, the first snapshot is the true one.
      for (const [key, data] of result?.before.toReversed() ?? []) client.setQueryData(key, data);
      options.onError?.(error, split(given)[1]);
    },
  });
}

/**
 * A write. `requestId` is new for each `mutate`, so a write that is sent twice is done once.
 * `paint` shows the outcome at once; a refusal puts everything back.
 */
export function useChange<K extends OperationName>(name: K, options: Writing<K> = {}) {
  return useMutation(writing((input: Input<K>) => [name, input], options));
}

/** `useChange` for several operations that are painted alike: `.mutate({ name, input })`. */
export function useChanges<K extends OperationName>(options: Writing<K> = {}) {
  return useMutation(writing(({ name, input }: { name: K; input: Input<K> }) => [name, input], options));
}

/** Resolves once no write is on its way: what an undo reverses must be done first. */
export function settled(client: QueryClient): Promise<void> {
  if (client.isMutating() === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = client.getMutationCache().subscribe(() => {
      if (client.isMutating() > 0) return;
      stop();
      resolve();
    });
  });
}

/** Marks every result old that reads one of `tables`. */
export function invalidateTables(client: QueryClient, tables: readonly string[]): Promise<void> {
  const changed = new Set(tables);
  return client.invalidateQueries({
    predicate: ({ queryKey: [kind, name] }) =>
      kind === "operation" &&
      typeof name === "string" &&
      name in operations &&
      operations[name as OperationName].reads.some((table) => changed.has(table)),
  });
}

/** Keeps the cache true to the file: listens for commits, this window's and other processes'. */
export function followChanges(client: QueryClient): Promise<() => void> {
  return listen<{ tables: string[] }>("changed", (event) => {
    void invalidateTables(client, event.payload.tables);
    followSync(client, event.payload.tables);
  });
}
