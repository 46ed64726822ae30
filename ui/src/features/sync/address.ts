/** What is wrong with a hub's address, as far as that can be seen; the key of its sentence. */
export type Fault = "needed" | "scheme" | "host" | "database";

const parts = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^/?#@]*)(?:\/([^?#]*))?(?:\?(.*))?$/i;

/** The first fault of an address, or nothing. The hub has the last word. */
export function faultOf(address: string): Fault | undefined {
  const text = address.trim();
  if (text === "") return "needed";
  const match = parts.exec(text);
  if (!match) return "scheme";
  const [, , host, database, query = ""] = match;
  if (!host && !/(?:^|&)host=/.test(query)) return "host";
  return database || /(?:^|&)dbname=/.test(query) ? undefined : "database";
}

/** Whether the address holds a password itself. */
export function holdsPassword(address: string): boolean {
  const match = parts.exec(address.trim());
  if (!match) return false;
  const [, user = "", , , query = ""] = match;
  return /:./.test(user) || /(?:^|&)password=./.test(query);
}
