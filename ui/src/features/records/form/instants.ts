/** An instant as it is edited: `2026-11-01 00:00`, in UTC. */
export function dayTime(instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? instant : new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

/** What was entered as an instant. Anything else goes on as it is: the operation says what it takes. */
export function instantOf(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?)?$/.exec(text.trim());
  if (!match) return text.trim();
  const [, day, time = "00:00", seconds = ":00"] = match;
  return `${day}T${time}${seconds}Z`;
}
