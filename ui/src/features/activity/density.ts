import { useQuery } from "@tanstack/react-query";
import { call } from "@/api/client";

/** How many stretches of time the slider is divided into. */
export const STRETCHES = 60;
/** The most operations of a stretch that are counted. */
export const MOST = 100;

/**
 * How many operations happened in each of equal stretches of time, counted up to `MOST`. Read once:
 * it tells where the history is, not how it grows.
 */
export function useDensity(from: number, to: number): readonly number[] {
  return (
    useQuery({
      queryKey: ["density", from, to],
      staleTime: Number.POSITIVE_INFINITY,
      enabled: to > from,
      queryFn: () => {
        const width = (to - from) / STRETCHES;
        const instant = (n: number) => new Date(from + n * width).toISOString();
        return Promise.all(
          Array.from({ length: STRETCHES }, async (_, n) => {
            const filter = { after: instant(n), before: instant(n + 1) };
            return (await call("list_activity", { filter, limit: MOST })).items.length;
          }),
        );
      },
    }).data ?? []
  );
}
