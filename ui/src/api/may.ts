import type { OperationName } from "./client";
import { enums, operations, type RepresentativeRole } from "./generated";
import { useSession } from "./session";

/** Whether `role` reaches what an operation asks for. Rules inside the operation may ask for more. */
export function may(role: RepresentativeRole | undefined, name: OperationName): boolean {
  const who = operations[name].who as RepresentativeRole | "ANYONE";
  if (who === "ANYONE") return true;
  const ranks: readonly RepresentativeRole[] = enums.representative_role;
  return role !== undefined && ranks.indexOf(role) >= ranks.indexOf(who);
}

/** The lowest role an operation takes, for saying why a button is off. */
export function whoMay(name: OperationName): string {
  return operations[name].who;
}

/** `may` for who is signed in. */
export function useMay(): (name: OperationName) => boolean {
  const role = useSession()?.role;
  return (name) => may(role, name);
}
