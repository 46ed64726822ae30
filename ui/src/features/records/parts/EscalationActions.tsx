import { Check, UserCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { useSession } from "@/api/session";
import { Button } from "@/components/Button";
import { toast } from "@/components/Toast";
import { useUpdate } from "../data";
import type { Row } from "../resource";
import { escalations } from "../resources/escalations";

/** Taking an escalation while nobody has it, resolving it after. */
export function EscalationActions({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const me = useSession()?.representative;
  const done = row.status === "RESOLVED";
  const take = row.status === "PENDING" && !row.assignedTo;
  const update = useUpdate(escalations, {
    onSuccess: () => toast({ title: take ? t("escalation.taken") : t("escalation.resolved") }),
    onError: (error) => toast({ title: t("refused"), detail: error.message, tone: "danger" }),
  });
  const title = take ? t("escalation.take") : t("escalation.resolve");
  const possible = !done && (!take || me != null);
  const run = () =>
    update.mutate({
      id: row.id,
      expectedUpdatedAt: row.updatedAt,
      ...(take ? { assignedTo: me?.id, status: "ASSIGNED" } : { status: "RESOLVED" }),
    });
  useActions([
    {
      id: "escalation.next",
      scope: "item",
      title,
      keys: "$mod+Enter",
      icon: take ? UserCheck : Check,
      when: () => possible,
      run,
    },
  ]);
  if (done) return null;
  return (
    <Button
      kind="primary"
      icon={take ? UserCheck : Check}
      keys="$mod+Enter"
      disabled={!possible || update.isPending}
      title={possible ? undefined : t("noRepresentative")}
      onClick={run}
    >
      {title}
    </Button>
  );
}
