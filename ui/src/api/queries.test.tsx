import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { mockDesk } from "./mock";
import { createQueryClient, paint, useChange, useOperation } from "./queries";

function setUp(refuse: boolean) {
  let answer: () => void = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const sent = mockDesk({
    get_ticket: () => ({ id: "t1", subject: "Old" }) as never,
    update_ticket: async () => {
      await answered;
      if (refuse) throw { code: "STALE", message: "It has moved on.", field: "expectedUpdatedAt" };
      return { id: "t1", subject: "New" } as never;
    },
  });
  const client = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(
    () => ({
      ticket: useOperation("get_ticket", { id: "t1" }).data,
      change: useChange("update_ticket", {
        paint: ({ id, subject }) => [
          paint("get_ticket", (ticket) => ({ ...ticket, subject: subject ?? "" }), { id }),
        ],
      }),
    }),
    { wrapper },
  );
  return { result, sent, answer };
}

describe("useChange", () => {
  it("shows the outcome before it is answered, and gives each attempt its own requestId", async () => {
    const { result, sent, answer } = setUp(false);
    await waitFor(() => expect(result.current.ticket?.subject).toBe("Old"));
    act(() => result.current.change.mutate({ id: "t1", subject: "New" }));
    await waitFor(() => expect(result.current.ticket?.subject).toBe("New"));
    expect(result.current.change.isPending).toBe(true);
    answer();
    await waitFor(() => expect(result.current.change.isSuccess).toBe(true));
    act(() => result.current.change.mutate({ id: "t1", subject: "New" }));
    await waitFor(() => expect(sent.filter(({ name }) => name === "update_ticket")).toHaveLength(2));
    const ids = sent.flatMap(({ name, input }) =>
      name === "update_ticket" ? [(input as { requestId: string }).requestId] : [],
    );
    expect(new Set(ids).size).toBe(2);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("puts everything back when refused, and says why", async () => {
    const { result, answer } = setUp(true);
    await waitFor(() => expect(result.current.ticket?.subject).toBe("Old"));
    act(() => result.current.change.mutate({ id: "t1", subject: "New" }));
    await waitFor(() => expect(result.current.ticket?.subject).toBe("New"));
    answer();
    await waitFor(() => expect(result.current.change.error?.code).toBe("STALE"));
    expect(result.current.ticket?.subject).toBe("Old");
    expect(result.current.change.error?.field).toBe("expectedUpdatedAt");
  });
});
