import { emit } from "@tauri-apps/api/event";
import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import type { Input, OperationName, Output } from "./client";
import type { DeskStatus } from "./desk";

/** Answers for operations by name; a thrown value is the rejection. */
export type Handlers = {
  [K in OperationName]?: (input: Input<K>) => Output<K> | Promise<Output<K>>;
} & {
  desk_status?: () => DeskStatus;
  [shell: `desk_${string}` | `sync_${string}`]: ((payload: never) => unknown) | undefined;
};

/** One command the window sent. */
export interface Sent {
  name: string;
  input: unknown;
}

const open: DeskStatus = { state: "open", path: "demo.db", organizations: 1, version: "0.0.0" };

/**
 * Stands in for the shell in tests. Commands without a handler reject, so that a test names all it
 * needs. Returns what was sent.
 */
export function mockDesk(handlers: Handlers = {}): Sent[] {
  const sent: Sent[] = [];
  mockWindows("main");
  mockIPC(
    (name, payload) => {
      const { input } = (payload ?? {}) as { input?: unknown };
      if (name !== "sync_status") sent.push({ name, input: input ?? payload });
      const handler = (handlers as Record<string, ((value: unknown) => unknown) | undefined>)[name];
      if (handler) return handler(input ?? payload);
      if (name === "desk_status") return open;
      // As a desk that was never connected.
      if (name === "sync_status") return null;
      return Promise.reject({ code: "INTERNAL", message: `no answer for ${name} in this test` });
    },
    { shouldMockEvents: true },
  );
  return sent;
}

/** Says, as the shell does after a commit, that these tables changed. */
export function emitChanged(...tables: string[]): Promise<void> {
  return emit("changed", { tables });
}

export { clearMocks };
