import { Check, UserCheck, UserRoundPlus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { useOperation } from "@/api/queries";
import { useSession } from "@/api/session";
import { Button } from "@/components/Button";
import { Picker } from "@/components/Picker";
import { PresenceIcon } from "@/components/Status";
import type { Row } from "../resource";
import { useEscalationChanges } from "./useEscalationChanges";
import { isWaiting } from "./wait";

/** Taking an escalation while nobody has it, handing it over, resolving it. */
export function EscalationActions({ row, onDone }: { row: Row; onDone: () => void }) {
  const { t } = useTranslation("records");
  const me = useSession()?.representative;
  const lanes = useOperation("workload", {}).data?.items ?? [];
  const people = lanes.map(({ representative }) => representative);
  const { claim, handOver, resolve, busy } = useEscalationChanges(people, onDone);
  const [picking, setPicking] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const done = row.status === "RESOLVED";
  const take = isWaiting(row) && !row.assignedTo;
  const Icon = take ? UserCheck : Check;
  const title = take ? t("escalation.take") : t("escalation.resolve");
  const possible = !done && (!take || me != null);
  const seen = { id: row.id, expectedUpdatedAt: row.updatedAt };
  const next = () => {
    if (!busy) (take ? claim : resolve).mutate(seen);
  };
  useActions([
    {
      id: "escalation.next",
      scope: "item",
      title,
      keys: "$mod+Enter",
      icon: Icon,
      when: () => possible && !picking,
      run: next,
    },
    {
      id: "escalation.handOver",
      scope: "item",
      title: t("escalation.handOver"),
      keys: "a",
      icon: UserRoundPlus,
      when: () => !done,
      run: () => setPicking(true),
    },
  ]);
  if (done) return null;
  // Who has most room comes first, those who are there before those who are not.
  const free = [...lanes].sort(
    (left, right) =>
      Number(right.representative.status === "ONLINE") - Number(left.representative.status === "ONLINE") ||
      right.maxChats - right.activeChats - (left.maxChats - left.activeChats),
  );
  return (
    <>
      <Button ref={anchor} icon={UserRoundPlus} keys="a" disabled={busy} onClick={() => setPicking(true)}>
        {t("escalation.handOver")}
      </Button>
      <Button
        kind="primary"
        icon={Icon}
        keys="$mod+Enter"
        disabled={!possible || busy}
        title={possible ? undefined : t("noRepresentative")}
        onClick={next}
      >
        {title}
      </Button>
      {picking && (
        <Picker
          label={t("escalation.handOver")}
          anchor={anchor.current}
          onClose={() => setPicking(false)}
          onPick={(assignedTo) => handOver.mutate({ ...seen, assignedTo })}
          options={free.map(({ representative, activeChats, maxChats }) => ({
            value: representative.id,
            label: representative.user?.name ?? representative.id,
            icon: <PresenceIcon status={representative.status} />,
            detail: t("representative.load", { active: activeChats, max: maxChats }),
            checked: representative.id === row.assignedTo,
          }))}
        />
      )}
    </>
  );
}
