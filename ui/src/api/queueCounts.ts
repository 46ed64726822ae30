import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { QueueCounts } from "./generated";
import { operationKey, useOperation } from "./queries";

/** The longest that a timer runs, in milliseconds. */
const LONGEST = 2 ** 31 - 1;
/** In a desk where something falls due all the time, that is looked for no more often than this. */
const SOONEST = 15_000;

/**
 * How many tickets of the queue are one's own, late, or asleep. Read again when something is written, and at the
 * moment when a due time passes or a sleep ends.
 */
export function useQueueCounts(): QueueCounts | undefined {
  const client = useQueryClient();
  const counts = useOperation("count_queue", {}).data;
  const until = counts?.until;
  useEffect(() => {
    if (!until) return;
    // A moment later than told, lest the clock there stands just before it.
    const wait = Math.max(SOONEST, Date.parse(until) - Date.now() + 1000);
    const timer = setTimeout(
      () => {
        for (const name of ["count_queue", "count_saved_views", "today", "list_queue"] as const)
          void client.invalidateQueries({ queryKey: operationKey(name) });
      },
      Math.min(wait, LONGEST),
    );
    return () => clearTimeout(timer);
  }, [client, until]);
  return counts;
}
