import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "@/App";
import type { Output } from "@/api/client";
import { type Handlers, mockDesk, type Sent } from "@/api/mock";
import { createQueryClient } from "@/api/queries";
import { prefetch } from "@/routes/lazy";

// In tests the scripts are made while they are read: no test is to wait for that.
await prefetch();

const at = "2026-01-05T09:00:00.000000Z";

/** A team lead's session, for tests that are about something else. */
export const session: NonNullable<Output<"session">> = {
  user: {
    id: "u1",
    organizationId: "o1",
    name: "Alex Rivera",
    email: "alex@acme.example",
    role: "REPRESENTATIVE",
    createdAt: at,
    updatedAt: at,
  },
  organization: {
    id: "o1",
    name: "Acme Corp",
    slug: "acme",
    plan: "PROFESSIONAL",
    status: "ACTIVE",
    settings: { businessHours: { timezone: "America/New_York" } },
    metadata: null,
    trialEndsAt: null,
    suspendedAt: null,
    createdAt: at,
    updatedAt: at,
  } as NonNullable<Output<"session">>["organization"],
  role: "TEAM_LEAD",
  representative: {
    id: "r1",
    organizationId: "o1",
    userId: "u1",
    role: "TEAM_LEAD",
    status: "ONLINE",
    activeChats: 7,
    maxChats: 10,
    rating: "4.80",
    lastActiveAt: at,
    createdAt: at,
    updatedAt: at,
  } as NonNullable<NonNullable<Output<"session">>["representative"]>,
};

/** Renders the whole window at an address, signed in unless a handler says otherwise. */
export function renderWindow(address: string, handlers: Handlers = {}) {
  const sent: Sent[] = mockDesk({
    session: () => session,
    count_tickets: () => ({ byStatus: { OPEN: 3, WAITING: 1 }, total: 4 }),
    list_saved_views: () => ({ items: [], nextCursor: null }),
    count_saved_views: () => ({ items: [] }),
    count_queue: () => ({
      mine: { count: 2, atLeast: false },
      late: { count: 1000, atLeast: true },
      snoozed: { count: 1, atLeast: false },
      until: null,
    }),
    ...handlers,
  });
  location.hash = `#${address}`;
  const client = createQueryClient();
  const view = render(<App client={client} />);
  return { ...view, client, sent, user: userEvent.setup() };
}
