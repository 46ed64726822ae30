import { useTranslation } from "react-i18next";
import type { Input } from "@/api/client";
import type { Budget, CustomerProfile, Refund, Ticket } from "@/api/generated";
import { type ListName, useList } from "@/api/queries";
import { Button } from "@/components/Button";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Skeleton } from "@/components/Skeleton";
import { PriorityIcon, StatusIcon } from "@/components/Status";
import { type Column, Table } from "@/components/Table";
import { count, dayAndClock, money, periodDays, words } from "@/lib/format";

/** The lists that can be looked at as they were. */
export const pastKinds = ["tickets", "refunds", "budgets", "customers"] as const;
/** One of `pastKinds`. */
export type PastKind = (typeof pastKinds)[number];

type Texts = (key: string) => string;

const tickets = (t: Texts): Column<Ticket>[] => [
  { title: t("fields.number"), value: (row) => <span className="font-mono">{row.ticketNumber}</span> },
  {
    title: t("fields.subject"),
    value: (row) => (
      <span className="flex max-w-96 items-center gap-2">
        <PriorityIcon priority={row.priority} size={14} />
        <span className="truncate">{row.subject}</span>
      </span>
    ),
  },
  {
    title: words("status"),
    value: (row) => (
      <span className="flex items-center gap-1.5">
        <span aria-hidden>
          <StatusIcon status={row.status} size={12} />
        </span>
        {words(row.status)}
      </span>
    ),
  },
  { title: t("fields.customer"), value: (row) => row.customer?.name ?? t("none") },
  { title: t("fields.assignee"), value: (row) => row.assignee?.user?.name ?? t("none") },
  { title: t("fields.created"), value: (row) => dayAndClock(row.createdAt) },
];

const refunds = (t: Texts): Column<Refund>[] => [
  { title: t("fields.order"), value: (row) => <span className="font-mono">{row.orderId}</span> },
  { title: t("fields.amount"), right: true, value: (row) => money(row.amount) },
  { title: t("fields.customer"), value: (row) => row.customer?.name ?? t("none") },
  { title: words("reason"), value: (row) => words(row.reason) },
  { title: words("status"), value: (row) => words(row.status) },
  { title: t("fields.approver"), value: (row) => row.approver?.user?.name ?? t("none") },
  { title: t("fields.created"), value: (row) => dayAndClock(row.createdAt) },
];

const budgets = (t: Texts): Column<Budget>[] => [
  { title: words("type"), value: (row) => words(row.type) },
  { title: t("fields.from"), value: (row) => periodDays(row).from },
  { title: t("fields.until"), value: (row) => periodDays(row).to },
  { title: words("limit"), right: true, value: (row) => money(row.limit) },
  { title: words("spent"), right: true, value: (row) => money(row.spent) },
  { title: words("remaining"), right: true, value: (row) => money(row.remaining) },
];

const customers = (t: Texts): Column<CustomerProfile>[] => [
  { title: t("fields.customer"), value: (row) => row.user?.name ?? t("none") },
  { title: words("tier"), value: (row) => words(row.tier) },
  { title: words("standing"), value: (row) => words(row.standing) },
  { title: words("lifetimeValue"), right: true, value: (row) => money(row.lifetimeValue) },
  { title: words("tokenBalance"), right: true, value: (row) => count(row.tokenBalance) },
  { title: words("activeSites"), right: true, value: (row) => count(row.activeSites) },
];

const lists: Record<PastKind, { list: ListName; columns: (t: Texts) => Column<never>[] }> = {
  tickets: { list: "list_tickets", columns: tickets },
  refunds: { list: "list_refunds", columns: refunds },
  budgets: { list: "list_budgets", columns: budgets },
  customers: { list: "list_customer_profiles", columns: customers },
};

/** One list at a moment; now without one. Nothing in it can be opened or changed. */
export function PastRows({ kind, asOf }: { kind: PastKind; asOf: string | undefined }) {
  const { t } = useTranslation("activity");
  const { list, columns } = lists[kind];
  // The four lists share a shape, but their types no parent.
  const rows = useList(list, { limit: 100, ...(asOf ? { asOf } : {}) } as Input<typeof list>);
  if (rows.error) return <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} />;
  if (rows.isPending) return <Skeleton />;
  return (
    <>
      <div className="shrink-0">
        <Table
          label={t(`past.lists.${kind}`)}
          columns={columns(t) as Column<{ id: string }>[]}
          items={rows.items as { id: string }[]}
          keyOf={({ id }) => id}
          empty={t("past.empty")}
        />
      </div>
      {rows.hasMore && (
        <Button className="self-start" onClick={rows.more}>
          {t("past.more")}
        </Button>
      )}
    </>
  );
}
