import { useMemo } from "react";
import type { Representative, RepresentativeRole } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { useSession } from "@/api/session";

const ranks: readonly RepresentativeRole[] = ["JUNIOR_SUPPORT", "SENIOR_SUPPORT", "TEAM_LEAD", "ADMIN"];

/** Whether the signed-in person's role reaches what an operation asks. */
export function useMay(who: string): boolean {
  const role = useSession()?.role;
  if (who === "ANYONE") return true;
  return role !== undefined && ranks.indexOf(role) >= ranks.indexOf(who as RepresentativeRole);
}

/** The organization's representatives: the signed-in one first, then by name. */
export function useRepresentatives() {
  const me = useSession()?.representative?.id;
  const items = useOperation("list_representatives", { limit: 500 }).data?.items;
  return useMemo(() => {
    const all: readonly Representative[] = [...(items ?? [])].sort(
      (left, right) =>
        Number(right.id === me) - Number(left.id === me) || nameOf(left).localeCompare(nameOf(right)),
    );
    return { me, all, byId: new Map(all.map((each) => [each.id, each])) };
  }, [items, me]);
}

/** A representative's name, which is their user's. */
export function nameOf(representative: Representative | null | undefined): string {
  return representative?.user?.name ?? "";
}
