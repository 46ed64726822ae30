import { useQuery } from "@tanstack/react-query";
import { call } from "@/api/client";

/** How many stretches of time the slider is divided into. */
export const STRETCHES = 60;

/**
 * About how many changes each of equal stretches of time holds. A group is numbered by its place in
 * the log, so two numbers tell how much lies between them, however much that is. Read once: it tells
 * where the history is, not how it grows.
 */
export function useDensity(from: number, to: number): readonly number[] {
  return (
    useQuery({
      queryKey: ["density", from, to],
      staleTime: Number.POSITIVE_INFINITY,
      enabled: to > from,
      queryFn: async () => {
        const width = (to - from) / STRETCHES;
        const places = await Promise.all(
          Array.from({ length: STRETCHES + 1 }, async (_, n) => {
            const before = new Date(from + n * width).toISOString();
            return (await call("list_activity", { filter: { before }, limit: 1 })).items[0]?.group ?? 0;
          }),
        );
        return places.slice(1).map((place, n) => Math.max(0, place - (places[n] ?? 0)));
      },
    }).data ?? []
  );
}
