import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call, type DeskError, type Input, type Output } from "./client";
import { operationKey, operationQuery, useOperation } from "./queries";

/** The query for who is signed in; the route guard and `useSession` share it. */
export const sessionQuery = operationQuery("session", {});

/** Who is signed in; null before the first answer and when nobody is. */
export function useSession(): NonNullable<Output<"session">> | null {
  return useOperation("session", {}).data ?? null;
}

/** Signs in; what an earlier user had read is forgotten. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation<Output<"sign_in">, DeskError, Input<"sign_in">>({
    mutationFn: (input) => call("sign_in", input),
    onSuccess: async () => {
      client.removeQueries({ queryKey: ["operation"] });
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
