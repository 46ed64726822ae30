import type { Input } from "@/api/client";
import type { CustomerProfile, User } from "@/api/generated";
import { useList, useOperation } from "@/api/queries";
import type { Search } from "@/lib/go";

/** A customer in the list: a user, and what is known of them where a profile was made. */
export interface Customer {
  user: Pick<User, "id" | "name" | "email">;
  profile?: CustomerProfile;
}

type ProfileInput = Input<"list_customer_profiles">;
type ProfileFilter = NonNullable<ProfileInput["filter"]>;

/** The orders a list of profiles can be in. */
export const sorts = ["createdAt", "lifetimeValue", "joinedAt", "nextBillingDate"] as const;

const MOST = 500;

/**
 * The customers that the address asks for. Without a name they are the profiles in their order; with
 * one they are the users whose name begins so, by name, since that is where names are.
 */
export function useCustomers({ name, tier, standing, sort }: Search) {
  const filter = {
    ...(tier ? { tier: [tier] } : {}),
    ...(standing ? { standing: [standing] } : {}),
  } as ProfileFilter;
  const field = sorts.find((each) => each === sort) ?? "createdAt";
  const profiles = useList(
    "list_customer_profiles",
    { filter, sort: { field, direction: field === "nextBillingDate" ? "asc" : "desc" } },
    { enabled: !name },
  );
  const users = useList(
    "list_users",
    {
      filter: { role: "CUSTOMER", name: { startsWith: name ?? "" } },
      sort: { field: "name", direction: "asc" },
    },
    { enabled: Boolean(name) },
  );
  const userId = users.items.slice(0, MOST).map(({ id }) => id);
  const theirs = useOperation(
    "list_customer_profiles",
    { filter: { ...filter, userId }, limit: MOST },
    { enabled: Boolean(name) && userId.length > 0 },
  );

  if (!name) {
    return {
      ...profiles,
      items: profiles.items.flatMap((profile): Customer[] =>
        profile.user ? [{ user: profile.user, profile }] : [],
      ),
    };
  }
  const narrowed = Boolean(tier ?? standing);
  const items = users.items
    .map((user): Customer => ({ user, profile: theirs.data?.items.find((each) => each.userId === user.id) }))
    .filter(({ profile }) => profile !== undefined || !narrowed);
  return { ...users, error: users.error ?? theirs.error, items };
}

/**
 * One customer. The address may hold the user's id, as tickets and refunds name customers, or the
 * profile's.
 */
export function useCustomer(id: string) {
  const user = useOperation("get_user", { id }, { keepPrevious: false });
  const profiles = useOperation(
    "list_customer_profiles",
    { filter: { userId: id }, limit: 1 },
    { keepPrevious: false },
  );
  const isProfile = user.error?.code === "NOT_FOUND";
  const byId = useOperation("get_customer_profile", { id }, { enabled: isProfile, keepPrevious: false });
  return {
    user: user.data,
    profile: profiles.data?.items[0],
    isPending: user.isPending || profiles.isPending || (isProfile && byId.isPending),
    error: isProfile ? byId.error : (user.error ?? profiles.error),
    /** The user's id, when the address held the profile's. */
    elsewhere: isProfile ? byId.data?.userId : undefined,
    refetch: () => void Promise.all([user.refetch(), profiles.refetch()]),
  };
}
