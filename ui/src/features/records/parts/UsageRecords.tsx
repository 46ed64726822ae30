import { useTranslation } from "react-i18next";
import type { BudgetUsageRecord } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { Table } from "@/components/Table";
import { dayAndClock, money } from "@/lib/format";
import { GoLink } from "@/lib/go";

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
                {record.reason ?? t("usage.refund")}
              </GoLink>
            ) : (
              (record.reason ?? t("none"))
            ),
        },
        { title: t("fields.approvedBy"), value: (record) => nameOf(record.approvedBy) },
      ]}
    />
  );
}
