import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOperation } from "@/api/queries";
import { day, money, wordsInside } from "@/lib/format";
import type { Draft } from "../form/values";

/** While a refund is being asked for: says whether the order was refunded before. */
export function DuplicateWarning({ drafts }: { drafts: Record<string, Draft> }) {
  const { t } = useTranslation("records");
  const typed = typeof drafts.orderId === "string" ? drafts.orderId.trim() : "";
  const [orderId, setOrderId] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setOrderId(typed), 150);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useOperation("check_refund", { orderId }, { enabled: orderId !== "", keepPrevious: false })
    .data?.duplicates;
  return (
    <div aria-live="polite">
      {found && found.length > 0 && orderId !== "" && (
        <div className="rounded-8 bg-warning-soft p-3 text-12">
          <p className="font-medium text-warning">
            {t("refund.duplicates", { count: found.length, order: orderId })}
          </p>
          {found.map((refund) => (
            <p key={refund.id}>
              {t("refund.duplicateOf", {
                name: refund.customer?.name ?? "",
                amount: money(refund.amount),
                status: wordsInside(refund.status),
                day: day(refund.createdAt),
              })}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
