import { useTranslation } from "react-i18next";
import type { Row } from "../resource";
import { BurnDownCard } from "./BurnDownCard";
import { UsageRecords } from "./UsageRecords";
import { useRefundCard } from "./useRefundCard";

/** The budget that an open refund is held against, and what was paid from it. */
export function RefundBudget({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const card = useRefundCard(row.id);
  if (!card) return null;
  if (!card.budget) return <p className="text-12 text-warning">{t("refund.noBudget")}</p>;
  return (
    <>
      <BurnDownCard id={card.budget.id} linked />
      <UsageRecords id={card.budget.id} />
    </>
  );
}
