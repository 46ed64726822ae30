import { useMutation } from "@tanstack/react-query";
import type { DeskError, Output } from "@/api/client";
import { newDesk, useDesk, useDeskChange } from "@/api/desk";
import { useChange } from "@/api/queries";
import { useSignIn } from "@/api/session";

/** What the first form asks for. */
export interface Founding {
  name: string;
  slug: string;
  adminName: string;
  adminEmail: string;
}

/** Which of the form's inputs an operation's `field` means. */
export function inputAt(field: string | undefined): keyof Founding | undefined {
  switch (field) {
    case "name":
    case "slug":
      return field;
    case "admin.name":
      return "adminName";
    case "admin.email":
    case "email":
      return "adminEmail";
    default:
      return undefined;
  }
}

/**
 * Makes an empty desk unless one is open, puts the organization and its first admin in it, and signs
 * the admin in. When the organization is refused the empty desk stays, so that the next try goes on there.
 */
export function useFounding() {
  const desk = useDesk().data;
  const make = useDeskChange<string | undefined>(newDesk);
  const create = useChange("create_organization");
  const signIn = useSignIn();
  return useMutation<Output<"sign_in">, DeskError, Founding>({
    mutationFn: async ({ name, slug, adminName, adminEmail }) => {
      if (desk?.state !== "open") await make.mutateAsync(undefined);
      const admin = { name: adminName, email: adminEmail };
      await create.mutateAsync({ name, slug, admin });
      return signIn.mutateAsync({ email: adminEmail });
    },
  });
}
