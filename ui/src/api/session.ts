import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { setTimeZone } from "@/lib/format";
import { call, type DeskError, type Input, type Output } from "./client";
import { operationKey, operationQuery } from "./queries";

/** The time zone an organization works in, where its settings name one. */
function zoneOf(settings: unknown): string | undefined {
  const hours = (settings as { businessHours?: { timezone?: unknown } | null } | null)?.businessHours;
  return typeof hours?.timezone === "string" ? hours.timezone : undefined;
}

/**
 * The query for who is signed in; the route guard and `useSession` share it. The time zone is set
 * with the answer: no screen is ever drawn in another one first.
 */
export const sessionQuery = {
  ...operationQuery("session", {}),
  queryFn: async () => {
    const session = await call("session", {});
    const zone = zoneOf(session?.organization.settings);
    if (zone) setTimeZone(zone);
    return session;
  },
};

/** Who is signed in; null before the first answer and when nobody is. */
export function useSession(): NonNullable<Output<"session">> | null {
  return useQuery(sessionQuery).data ?? null;
}

/** Signs in; what an earlier user had read is forgotten. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation<Output<"sign_in">, DeskError, Input<"sign_in">>({
    mutationFn: (input) => call("sign_in", input),
    onSuccess: async () => {
      client.removeQueries({ queryKey: ["operation"] });
      void client.resetQueries({ queryKey: ["sync"] });
      await client.fetchQuery(sessionQuery);
    },
  });
}

/** Signs out. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation<Output<"sign_out">, DeskError, void>({
    mutationFn: () => call("sign_out", {}),
    onSuccess: () => {
      client.removeQueries({ queryKey: ["operation"] });
      client.setQueryData(operationKey("session", {}), null);
    },
  });
}
