import type { Representative, User } from "@/api/generated";
import type { Row } from "./resource";

/** The name of the user a row's relation is. */
export function personName(row: Row, relation: string): string | undefined {
  return (row[relation] as User | null | undefined)?.name;
}

/** The name of the representative a row's relation is. */
export function representativeName(row: Row, relation: string): string | undefined {
  return (row[relation] as Representative | null | undefined)?.user?.name;
}
