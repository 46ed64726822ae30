import type { QueryClient } from "@tanstack/react-query";
import {
  createHashHistory,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { deskQuery } from "@/api/desk";
import { sessionQuery } from "@/api/session";
import type { RecordScreen } from "@/features/records";
import { SyncHost } from "@/features/sync";
import { type Search, useGo } from "@/lib/go";
import { Failed, Missing, Pending } from "./Fallbacks";
import * as lazy from "./lazy";

interface Context {
  client: QueryClient;
}

const validateSearch = (search: Record<string, unknown>): Search =>
  Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));

const root = createRootRouteWithContext<Context>()({
  component: () => (
    <>
      <Outlet />
      <SyncHost />
    </>
  ),
});

/** Everything behind the sign-in. A closed desk leads to the start, a signed-out one to the sign-in. */
const desk = createRoute({
  getParentRoute: () => root,
  id: "desk",
  beforeLoad: async ({ context }) => {
    const status = await context.client.ensureQueryData(deskQuery);
    if (status.state === "closed" || status.organizations === 0)
      throw redirect({ to: "/start", replace: true });
    const session = await context.client.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/sign-in", replace: true });
  },
  component: lazy.AppShell,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/today", replace: true });
  },
});

/** Asks the shell anew how things stand, then lets the guard decide where that leads. */
function useEnter(): () => void {
  const { client } = root.useRouteContext();
  const go = useGo();
  return () => {
    void Promise.all([
      client.fetchQuery({ ...deskQuery, staleTime: 0 }),
      client.fetchQuery({ ...sessionQuery, staleTime: 0 }),
    ]).finally(() => go("/today", {}, { replace: true }));
  };
}

const start = createRoute({
  getParentRoute: () => root,
  path: "/start",
  component: lazy.within(lazy.StartScreen, function Start() {
    const enter = useEnter();
    return <lazy.StartScreen onDone={enter} />;
  }),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  beforeLoad: async ({ context }) => {
    const status = await context.client.ensureQueryData(deskQuery);
    if (status.state === "closed") throw redirect({ to: "/start", replace: true });
  },
  component: lazy.within(lazy.SignInScreen, function SignIn() {
    const enter = useEnter();
    return <lazy.SignInScreen onDone={enter} />;
  }),
});

const today = createRoute({ getParentRoute: () => desk, path: "/today", component: lazy.TodayScreen });
const reports = createRoute({
  getParentRoute: () => desk,
  path: "/reports",
  component: lazy.PerformanceScreen,
});
const settings = createRoute({
  getParentRoute: () => desk,
  path: "/settings",
  component: lazy.SettingsScreen,
});

/** A list at `/name` and one of its rows at `/name/$id`, shown by one component so that the list stays. */
const queue = createRoute({
  getParentRoute: () => desk,
  path: "/queue/{-$id}",
  validateSearch,
  component: lazy.within(lazy.QueueScreen, () => <lazy.QueueScreen id={queue.useParams().id} />),
});
const customers = createRoute({
  getParentRoute: () => desk,
  path: "/customers/{-$id}",
  validateSearch,
  component: lazy.within(lazy.CustomersScreen, () => <lazy.CustomersScreen id={customers.useParams().id} />),
});
const activity = createRoute({
  getParentRoute: () => desk,
  path: "/activity/{-$id}",
  validateSearch,
  component: lazy.within(lazy.ActivityScreen, () => <lazy.ActivityScreen id={activity.useParams().id} />),
});

function records<S extends RecordScreen>(screen: S) {
  const route = createRoute({
    getParentRoute: () => desk,
    path: `/${screen}/{-$id}`,
    validateSearch,
    component: lazy.within(lazy.RecordsScreen, () => {
      const { id } = route.useParams() as { id?: string };
      return <lazy.RecordsScreen key={screen} screen={screen} id={id} />;
    }),
  });
  return route;
}

const tree = root.addChildren([
  home,
  start,
  signIn,
  desk.addChildren([
    today,
    queue,
    customers,
    records("escalations"),
    records("refunds"),
    records("budgets"),
    records("rules"),
    records("agents"),
    records("representatives"),
    records("users"),
    reports,
    activity,
    settings,
  ]),
]);

/** The window's router; addresses live behind the hash, since the files are served by the shell. */
export function createDeskRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    history: createHashHistory(),
    context: { client },
    defaultErrorComponent: Failed,
    defaultNotFoundComponent: Missing,
    // Guards read the cache, and a screen's script this machine's disk: where one goes from stays until then, and
    // only what takes long is told to.
    defaultPendingComponent: Pending,
    defaultPendingMs: 1000,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
