/** One moment of something that goes on. */
export interface Moment {
  /** In milliseconds. */
  at: number;
  done: number;
}

/** How far back the rate looks, in milliseconds. */
const BACK = 5000;

/** The moments that a rate is made of once there is one more: those of the last seconds. One that goes back begins anew. */
export function noted(moments: readonly Moment[], next: Moment): Moment[] {
  const last = moments.at(-1);
  if (last && next.done < last.done) return [next];
  return [...moments.filter(({ at }) => next.at - at <= BACK), next];
}

/** How many a second, as long as that can be told. */
export function rateOf(moments: readonly Moment[]): number | null {
  const [first, last] = [moments[0], moments.at(-1)];
  if (!first || !last || last.at - first.at < 200 || last.done === first.done) return null;
  return ((last.done - first.done) * 1000) / (last.at - first.at);
}
