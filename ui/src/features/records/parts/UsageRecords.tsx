import { useTranslation } from "react-i18next";
import type { BudgetUsageRecord } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { Table } from "@/components/Table";
import { dayAndClock, money, words } from "@/lib/format";
import { GoLink } from "@/lib/go";

/** Why it was paid: free text, which may be a refund's reason. */
const reasonOf = ({ reason }: BudgetUsageRecord) =>
  reason && /^[A-Z][A-Z_]+$/.test(reason) ? words(reason) : reason;

/** What was paid from a budget, the newest first. */
export function UsageRecords({ records }: { records: readonly BudgetUsageRecord[] }) {
  const { t } = useTranslation("records");
  const people = useOperation("list_representatives", { limit: 500 }).data?.items ?? [];
  const nameOf = (id: string | null) => people.find((each) => each.id === id)?.user?.name ?? t("none");
  return (
    <Table
      label={t("usage.title")}
      items={records}
      keyOf={(record) => record.id}
      empty={t("usage.none")}
      columns={[
        { title: t("usage.title"), value: (record) => dayAndClock(record.createdAt) },
        { title: t("fields.amount"), right: true, value: (record) => money(record.amount) },
        {
          title: t("usage.for"),
          value: (record) =>
            record.refundId ? (
              <GoLink to={`/refunds/${record.refundId}`} className="text-accent">
                {reasonOf(record) ?? t("usage.refund")}
              </GoLink>
            ) : (
              (reasonOf(record) ?? t("none"))
            ),
        },
        { title: t("fields.approvedBy"), value: (record) => nameOf(record.approvedBy) },
      ]}
    />
  );
}
