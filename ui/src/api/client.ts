import { invoke } from "@tauri-apps/api/core";
import type { Operations } from "./generated";

/** The codes an operation can refuse with. */
export type ErrorCode =
  | "VALIDATION"
  | "NOT_FOUND"
  | "CONFLICT"
  | "FORBIDDEN"
  | "INVALID_TRANSITION"
  | "BUDGET_EXCEEDED"
  | "LIMIT_EXCEEDED"
  | "CAPACITY_EXCEEDED"
  | "STALE"
  | "LOCKED"
  | "OFFLINE"
  | "INTERNAL";

/** Why an operation was refused. `message` says what would be accepted; `field` is the input at fault. */
export class DeskError extends Error {
  override readonly name = "DeskError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly field?: string,
    readonly details?: unknown,
  ) {
    super(message);
  }

  /** Whatever a command rejected with, as a DeskError. */
  static from(reason: unknown): DeskError {
    if (reason instanceof DeskError) return reason;
    if (typeof reason === "object" && reason !== null && "code" in reason && "message" in reason) {
      const { code, message, field, details } = reason as DeskError;
      return new DeskError(code, String(message), field ?? undefined, details);
    }
    return new DeskError("INTERNAL", reason instanceof Error ? reason.message : String(reason));
  }
}

/** The name of an operation. */
export type OperationName = keyof Operations;
/** What operation `K` takes. */
export type Input<K extends OperationName> = Operations[K]["input"];
/** What operation `K` answers. */
export type Output<K extends OperationName> = Operations[K]["output"];

/** Runs one of the shell's commands. */
export async function command<T>(name: string, payload: Record<string, unknown> = {}): Promise<T> {
  try {
    return await invoke<T>(name, payload);
  } catch (reason) {
    throw DeskError.from(reason);
  }
}

/** Runs an operation. */
export function call<K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>> {
  return command<Output<K>>(name, { input });
}
