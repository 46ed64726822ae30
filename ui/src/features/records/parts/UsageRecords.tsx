import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "@/api/client";
import { useOperation } from "@/api/queries";
import { Button } from "@/components/Button";
import { Table } from "@/components/Table";
import { dayAndClock, money, words, wordsInside } from "@/lib/format";
import { GoLink } from "@/lib/go";

type UsageRecord = Output<"explain_budget">["records"][number];

const FIRST = 20;
const MOST = 500;

/** Why it was paid: free text, which may be a refund's reason. */
const reasonOf = ({ reason }: UsageRecord) =>
  reason && /^[A-Z][A-Z_]+$/.test(reason) ? words(reason) : reason;

/** Every cent that was spent from a budget: what it opened with, and its records, the newest first. */
export function UsageRecords({ id }: { id: string }) {
  const { t } = useTranslation("records");
  const [limit, setLimit] = useState(FIRST);
  const explained = useOperation("explain_budget", { id, limit }).data;
  const people = useOperation("list_representatives", { limit: 500 }).data?.items ?? [];
  const nameOf = (by: string | null) => people.find((each) => each.id === by)?.user?.name ?? t("none");
  if (!explained) return null;
  const what = (record: UsageRecord) =>
    record.refund
      ? t("usage.refundOf", { order: record.refund.orderId, reason: wordsInside(record.refund.reason) })
      : (reasonOf(record) ?? t("usage.refund"));
  return (
    <section className="flex flex-col gap-2">
      <Table
        label={t("usage.title")}
        items={explained.records}
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
                  {what(record)}
                </GoLink>
              ) : (
                (reasonOf(record) ?? t("none"))
              ),
          },
          { title: t("fields.approvedBy"), value: (record) => nameOf(record.approvedBy) },
        ]}
      />
      <p className="flex items-center gap-3 text-12 text-muted">
        {t("usage.sum", {
          opening: money(explained.opening),
          used: money(explained.used),
          spent: money(explained.spent),
        })}
        {explained.nextCursor && limit < MOST && (
          <Button kind="quiet" onClick={() => setLimit(MOST)}>
            {t("usage.more")}
          </Button>
        )}
      </p>
    </section>
  );
}
