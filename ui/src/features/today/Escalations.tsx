import {
  Bot,
  CircleAlert,
  Frown,
  Gem,
  LifeBuoy,
  type LucideIcon,
  Radio,
  ReceiptText,
  UserRound,
  Wrench,
} from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Escalation, EscalationReason } from "@/api/generated";
import { Card } from "@/components/Card";
import { KeyCap } from "@/components/KeyCap";
import { PriorityIcon } from "@/components/Status";
import { count, duration, wordsInside } from "@/lib/format";
import { wait } from "./figures";
import { NoRows, Row } from "./Row";

const reasons: Record<EscalationReason, LucideIcon> = {
  AI_UNABLE_TO_RESOLVE: Bot,
  CUSTOMER_REQUEST: UserRound,
  NEGATIVE_SENTIMENT: Frown,
  TECHNICAL_ISSUE: Wrench,
  BILLING_DISPUTE: ReceiptText,
  HIGH_VALUE_CUSTOMER: Gem,
  OTHER: CircleAlert,
};

/** The newest escalations that nobody has taken, with how long each has waited by now. */
export function Escalations({
  items,
  total,
  cursor,
}: {
  items: readonly Escalation[];
  total: number | undefined;
  cursor: string | undefined;
}) {
  const { t } = useTranslation("today");
  return (
    <Card
      flush
      icon={LifeBuoy}
      title={t("escalations.title")}
      aside={
        <>
          {total !== undefined && (
            <span className="flex items-center gap-1">
              <Radio size={14} aria-hidden />
              {t("escalations.live", { number: count(total) })}
            </span>
          )}
          <KeyCap keys="g e" />
        </>
      }
    >
      {items.length === 0 ? (
        <NoRows>{t("escalations.empty")}</NoRows>
      ) : (
        <ul>
          {items.map((each) => {
            const Icon = reasons[each.reason];
            const urgent = each.priority === "URGENT" || each.priority === "CRITICAL";
            return (
              <Row
                key={each.id}
                tall
                to={`/escalations/${each.id}`}
                icon={
                  urgent ? (
                    <PriorityIcon priority={each.priority} />
                  ) : (
                    <Icon size={16} className="text-muted" aria-hidden />
                  )
                }
                title={each.issueDescription}
                line={t("escalations.line", {
                  customer: each.customer?.name ?? "",
                  reason: wordsInside(each.reason),
                })}
                here={cursor === each.id}
                aside={<Waiting since={each.createdAt} urgent={urgent} />}
              />
            );
          })}
        </ul>
      )}
    </Card>
  );
}

/** How long since, counting on; a clock of its own, so that only the number is drawn anew. */
function Waiting({ since, urgent }: { since: string; urgent: boolean }) {
  const { t } = useTranslation("today");
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="shrink-0 text-right leading-tight">
      <span className={urgent ? "block text-13 font-semibold text-danger" : "block text-13 font-semibold"}>
        {wait(since, now) ?? duration((now - Date.parse(since)) / 1000)}
      </span>
      <span className="block text-11 text-muted">{t("escalations.waiting")}</span>
    </span>
  );
}
