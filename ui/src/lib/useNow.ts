import { useEffect, useState } from "react";

/** The time, again every `every` milliseconds. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** The time, again each minute: what is shown as an age, or as what is left, stays true. */
export const useMinute = (): number => useNow(60_000);
