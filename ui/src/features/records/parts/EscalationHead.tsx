import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Pill } from "@/components/Pill";
import { PriorityIcon } from "@/components/Status";
import { classes } from "@/lib/classes";
import { words } from "@/lib/format";
import type { Row } from "../resource";
import { useNow } from "../useNow";
import { waitClock, waitSeconds } from "./wait";

/** What the escalation is about and how long it has waited; the clock runs while nobody has it. */
export function EscalationHead({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const now = useNow(1000);
  const waiting = row.status === "PENDING" && !row.assignedAt;
  return (
    <Card>
      <div className="flex items-start gap-4">
        <PriorityIcon priority={String(row.priority)} />
        <div className="min-w-0 flex-1">
          <p className="text-16 font-semibold whitespace-pre-wrap">{String(row.issueDescription)}</p>
          <p className="mt-2">
            <Pill tone={waiting ? "warning" : row.status === "RESOLVED" ? "success" : "info"}>
              {words(String(row.status))}
            </Pill>
          </p>
        </div>
        <div className="shrink-0 text-right">
          <p
            role="timer"
            aria-label={t("escalation.wait")}
            className={classes("text-20 font-semibold", waiting && "text-warning")}
          >
            {waitClock(waitSeconds(row, now))}
          </p>
          <p className="text-11 text-muted">{waiting ? t("escalation.waiting") : t("escalation.waited")}</p>
        </div>
      </div>
    </Card>
  );
}
