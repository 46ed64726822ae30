import { useQueryClient } from "@tanstack/react-query";
import { CloudCog, GitMerge, RefreshCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { deskQuery, useDesk } from "@/api/desk";
import { sessionQuery } from "@/api/session";
import { toDecide, useSync, useSyncNow } from "@/api/sync";
import { toast } from "@/components/Toast";
import { useGo } from "@/lib/go";
import { ConnectDialog } from "./ConnectDialog";

export { SyncBadge } from "./Badge";

/** What can be done with a hub, from anywhere, and the dialog that connects to one. The window has it once. */
export function SyncHost() {
  const { t } = useTranslation("sync");
  const go = useGo();
  const client = useQueryClient();
  const desk = useDesk().data;
  const sync = useSync();
  const now = useSyncNow();
  const [asking, setAsking] = useState<"address" | "password" | null>(null);
  const fills = !desk || desk.state === "closed" || desk.organizations === 0;
  useActions([
    {
      id: "sync.connect",
      scope: "global",
      title: t(fills ? "commands.join" : "commands.connect"),
      icon: CloudCog,
      keywords: "sync hub postgres",
      when: () => !sync && asking === null,
      run: () => setAsking("address"),
    },
    {
      id: "sync.password",
      scope: "global",
      title: t("commands.password"),
      icon: CloudCog,
      keywords: "sync hub",
      when: () => sync !== null && asking === null,
      run: () => setAsking("password"),
    },
    {
      id: "sync.now",
      scope: "global",
      title: t("commands.now"),
      icon: RefreshCw,
      keywords: "hub push pull",
      when: () => sync !== null,
      run: () => now.mutate(undefined),
    },
    {
      id: "sync.decide",
      scope: "global",
      title: t("commands.decide"),
      icon: GitMerge,
      keywords: "sync conflicts",
      when: () => toDecide(sync) > 0,
      run: () => go("/activity", { tab: "conflicts" }),
    },
  ]);
  if (!asking) return null;
  const done = () => {
    setAsking(null);
    toast({ title: t("join.connected") });
    if (!fills) return;
    // The guard decides where the file that was filled leads.
    void Promise.all([
      client.fetchQuery({ ...deskQuery, staleTime: 0 }),
      client.fetchQuery({ ...sessionQuery, staleTime: 0 }),
    ]).finally(() => go("/today", {}, { replace: true }));
  };
  return (
    <ConnectDialog
      known={asking === "password" ? sync?.hub : undefined}
      fills={fills}
      onClose={() => setAsking(null)}
      onDone={done}
    />
  );
}
