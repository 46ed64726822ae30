import { CloudAlert, CloudCheck, CloudOff, CloudSync, CloudUpload, type LucideIcon } from "lucide-react";
import { type SyncStatus, toDecide, toTell } from "@/api/sync";

/** What the badge says: a picture, the key of a few words, what waits, and whether somebody has to do something. */
export interface Said {
  icon: LucideIcon;
  words: "synced" | "waits" | "syncing" | "offline" | "elsewhere" | "password" | "stopped";
  /** Operations that the hub is yet to carry out. */
  waits: number;
  /** What somebody has to decide. */
  decide: number;
  urgent: boolean;
}

/** How an exchange stands, for the badge. `late` is whether it has been under way for a while. */
export function saidOf(sync: SyncStatus, late: boolean): Said {
  const waits = toTell(sync);
  const decide = toDecide(sync);
  const about = { waits, decide };
  switch (sync.standing?.state) {
    case "password":
      return { icon: CloudAlert, words: "password", urgent: true, ...about };
    case "stopped":
      return { icon: CloudAlert, words: "stopped", urgent: true, ...about };
    case "offline":
      return { icon: CloudOff, words: waits > 0 ? "waits" : "offline", urgent: false, ...about };
    case "elsewhere":
      return { icon: CloudSync, words: waits > 0 ? "waits" : "elsewhere", urgent: false, ...about };
    case "syncing":
      if (late) return { icon: CloudSync, words: "syncing", urgent: false, ...about };
  }
  if (waits > 0) return { icon: CloudUpload, words: "waits", urgent: false, ...about };
  return { icon: CloudCheck, words: "synced", urgent: false, ...about };
}
