import { BellRing, CheckCheck, CircleCheck, Hourglass, type LucideIcon, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RefundStatus } from "@/api/generated";
import { Card } from "@/components/Card";
import { type Tone, toneText } from "@/components/Pill";
import { classes } from "@/lib/classes";
import { day, money, wordsInside } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { personName, representativeName } from "../relations";
import type { Row } from "../resource";
import { useRefundCard } from "./useRefundCard";

const signs: Record<RefundStatus, [LucideIcon, Tone]> = {
  PENDING: [Hourglass, "warning"],
  APPROVED: [CircleCheck, "success"],
  REJECTED: [X, "neutral"],
  COMPLETED: [CheckCheck, "success"],
};

/** What went before: this refund's own way, the customer's earlier ones, the alerts of its budget. */
export function RefundPast({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const card = useRefundCard(row.id);
  const status = row.status as RefundStatus;
  const decided = status !== "PENDING";
  const [icon, tone] = signs[status];
  return (
    <Card title={t("cards.history")} aside={personName(row, "customer")}>
      <ol className="flex flex-col gap-3">
        {decided && (
          <Line icon={icon} tone={tone} at={String(row.processedAt ?? row.updatedAt)}>
            {representativeName(row, "approver")
              ? t(`refund.by.${status}`, { name: representativeName(row, "approver") })
              : t(`chips.${status}`)}
          </Line>
        )}
        <Line icon={Hourglass} tone="warning" at={row.createdAt}>
          {t("refund.asked", { amount: money(String(row.amount)) })}
        </Line>
        {card?.earlier.map((refund) => {
          const [sign, colour] = signs[refund.status];
          return (
            <Line key={refund.id} icon={sign} tone={colour} at={refund.processedAt ?? refund.createdAt}>
              <GoLink to={`/refunds/${refund.id}`} className="hover:text-accent">
                {t("refund.earlier", {
                  amount: money(refund.amount),
                  status: wordsInside(refund.status),
                  reason: wordsInside(refund.reason),
                })}
              </GoLink>
            </Line>
          );
        })}
        {card && card.earlier.length === 0 && <li className="text-12 text-muted">{t("refund.firstOne")}</li>}
        {card?.alerts.map((alert) => (
          <Line key={alert.id} icon={BellRing} tone="warning" at={alert.createdAt}>
            {t("budget.alerted", { percentage: Number(alert.percentage) })}
          </Line>
        ))}
      </ol>
    </Card>
  );
}

function Line(props: { icon: LucideIcon; tone: Tone; at: string; children: React.ReactNode }) {
  const { icon: Icon, tone, at, children } = props;
  return (
    <li className="flex items-start gap-2.5 text-12">
      <Icon size={14} className={classes("mt-0.5 shrink-0", toneText[tone])} aria-hidden />
      <span className="min-w-0 flex-1">{children}</span>
      <time dateTime={at} className="shrink-0 text-11 text-muted">
        {day(at)}
      </time>
    </li>
  );
}
