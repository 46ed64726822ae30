import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { DeskError } from "@/api/client";
import type { Escalation, Representative } from "@/api/generated";
import { type Paint, paint, useChange } from "@/api/queries";
import { useSession } from "@/api/session";
import { toast } from "@/components/Toast";

/** Shows a changed escalation at once, wherever it is. */
function painted(id: string, change: (row: Escalation) => Escalation): Paint[] {
  const apply = (row: Escalation) => (row.id === id ? change(row) : row);
  return [
    paint("list_escalations", (page) => ({ ...page, items: page.items.map(apply) })),
    paint("get_escalation", apply),
  ];
}

const given = (row: Escalation, to: Representative | null): Escalation => ({
  ...row,
  status: row.status === "PENDING" ? "ASSIGNED" : row.status,
  assignedTo: to?.id ?? null,
  assignee: to,
  assignedAt: row.assignedAt ?? new Date().toISOString(),
});

/** What is done with an escalation: take it, hand it over, resolve it; `onDone` once it is resolved. */
export function useEscalationChanges(people: readonly Representative[], onDone: () => void) {
  const { t } = useTranslation("records");
  const session = useSession();
  const me = session?.representative ?? null;
  const onError = (error: DeskError) => toast({ title: t("refused"), detail: error.message, tone: "danger" });
  const claim = useChange("claim_escalation", {
    paint: ({ id }) => painted(id, (row) => given(row, me && { ...me, user: session?.user })),
    onSuccess: () => toast({ title: t("escalation.taken"), undo: undoLast }),
    onError,
  });
  const handOver = useChange("update_escalation", {
    paint: ({ id, assignedTo }) =>
      painted(id, (row) => given(row, people.find((each) => each.id === assignedTo) ?? null)),
    onSuccess: (row) =>
      toast({
        title: t("escalation.handed", { name: row.assignee?.user?.name ?? t("none") }),
        undo: undoLast,
      }),
    onError,
  });
  const resolve = useChange("resolve_escalation", {
    paint: ({ id }) =>
      painted(id, (row) => ({ ...row, status: "RESOLVED", resolvedAt: new Date().toISOString() })),
    onSuccess: () => {
      toast({ title: t("escalation.resolved"), undo: undoLast });
      onDone();
    },
    onError,
  });
  return { claim, handOver, resolve, busy: claim.isPending || handOver.isPending || resolve.isPending };
}
