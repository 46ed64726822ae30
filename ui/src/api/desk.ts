import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { listen } from "@tauri-apps/api/event";
import { command, type DeskError } from "./client";

/** Whether a desk file is open in the shell, and which. */
export interface DeskStatus {
  state: "closed" | "open";
  path: string | null;
  organizations: number;
  version: string;
  message?: { code: string; message: string; field?: string; details?: unknown };
}

/** How far the demo being made is. */
export interface Progress {
  task: string;
  done: number;
  total: number;
}

export const deskStatus = (): Promise<DeskStatus> => command("desk_status");
/** Makes the demo file and opens it; `onProgress` hears how far it is. */
export const exploreDemo = (): Promise<DeskStatus> => command("desk_explore_demo");
/** Makes an empty desk; create_organization and sign_in follow. */
export const newDesk = (path?: string): Promise<DeskStatus> => command("desk_new", path ? { path } : {});
/** Opens a file; without a path the shell asks for one and answers null when that is cancelled. */
export const openDesk = (path?: string): Promise<DeskStatus | null> =>
  command("desk_open", path ? { path } : {});
export const closeDesk = (): Promise<DeskStatus> => command("desk_close");

/** Calls `heard` on each progress event; returns the function that stops it. */
export function onProgress(heard: (progress: Progress) => void): Promise<() => void> {
  return listen<Progress>("progress", (event) => heard(event.payload));
}

/** Breaks off the operation that is running long; it is refused then, and nothing is changed. */
export const cancelWork = (): Promise<void> => command("desk_cancel");

/** Saves a text as a file where the person says; answers where, or null when that is cancelled. */
export const saveText = (name: string, text: string): Promise<string | null> =>
  command("desk_save_text", { name, text });

/** The query for the desk's status; the route guard and `useDesk` share it. */
export const deskQuery = queryOptions({ queryKey: ["desk"], queryFn: deskStatus });

/** The desk's status. */
export function useDesk() {
  return useQuery(deskQuery);
}

/**
 * A shell command that changes which desk is open. Everything known about the previous one is
 * forgotten before the caller goes on.
 */
export function useDeskChange<V = void>(change: (value: V) => Promise<DeskStatus | null>) {
  const client = useQueryClient();
  return useMutation<DeskStatus | null, DeskError, V>({
    mutationFn: change,
    onSuccess: (status) => {
      if (!status) return;
      client.removeQueries({ queryKey: ["operation"] });
      void client.resetQueries({ queryKey: ["sync"] });
      client.setQueryData(deskQuery.queryKey, status);
    },
  });
}
