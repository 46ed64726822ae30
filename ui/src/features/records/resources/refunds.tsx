import { ArrowUp, Banknote, CheckCheck, CircleCheck, Hourglass, X } from "lucide-react";
import { enums } from "@/api/generated";
import { age, money, words } from "@/lib/format";
import { DuplicateWarning } from "../parts/DuplicateWarning";
import { aboveOwn, ownLimit } from "../parts/limits";
import { RefundActions } from "../parts/RefundActions";
import { RefundBudget } from "../parts/RefundBudget";
import { RefundHead } from "../parts/RefundHead";
import { RefundPast } from "../parts/RefundPast";
import { personName, representativeName } from "../relations";
import type { Resource, Row, RowContext, RowView } from "../resource";
import { eachOf } from "./choices";

function note(row: Row, { session, t }: RowContext): RowView["note"] {
  const approver = representativeName(row, "approver");
  switch (row.status) {
    case "APPROVED":
      return {
        icon: CircleCheck,
        tone: "success",
        text: approver ? t("refund.approvedBy", { name: approver }) : t("chips.APPROVED"),
      };
    case "COMPLETED":
      return { icon: CheckCheck, tone: "success", text: t("chips.COMPLETED") };
    case "REJECTED":
      return {
        icon: X,
        tone: "neutral",
        text: approver ? t("refund.rejectedBy", { name: approver }) : t("chips.REJECTED"),
      };
    default: {
      const limit = ownLimit(session);
      if (limit === null) return { icon: Hourglass, tone: "warning", text: t("chips.PENDING") };
      return aboveOwn(row, session)
        ? { icon: ArrowUp, tone: "danger", text: t("refund.above", { limit: money(limit) }) }
        : { icon: CircleCheck, tone: "success", text: t("refund.within") };
    }
  }
}

/** Money asked back. */
export const refunds: Resource = {
  screen: "refunds",
  icon: Banknote,
  list: "list_refunds",
  get: "get_refund",
  create: "create_refund",
  update: "update_refund",
  remove: "delete_refund",
  table: "refunds",
  counts: "count_refunds",
  chips: { field: "status", first: "PENDING", choices: eachOf(enums.refund_status) },
  filters: { reason: enums.refund_reason },
  sorts: [
    { field: "createdAt", direction: "desc" },
    { field: "createdAt", direction: "asc" },
    { field: "amount", direction: "desc" },
    { field: "amount", direction: "asc" },
    { field: "processedAt", direction: "desc" },
  ],
  leadWidth: 64,
  row: (row, context) => ({
    lead: <span className="truncate text-14 font-semibold">{money(String(row.amount))}</span>,
    title: personName(row, "customer") ?? "",
    line: words(String(row.reason)),
    side: age(row.createdAt, context.now),
    note: note(row, context),
  }),
  title: (row) => String(row.orderId),
  details: {
    customer: "person",
    amount: "money",
    reason: "label",
    status: "label",
    approver: "representative",
    orderId: "id",
    createdAt: "instant",
    processedAt: "instant",
  },
  offers: { customerId: { role: ["CUSTOMER"] } },
  also: {
    filter: { status: ["APPROVED", "REJECTED", "COMPLETED"] },
    sort: { field: "processedAt", direction: "desc" },
  },
  sum: "amount",
  Head: RefundHead,
  Aside: RefundPast,
  Below: RefundBudget,
  Warning: DuplicateWarning,
  Actions: RefundActions,
};
