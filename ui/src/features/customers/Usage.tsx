import { Gauge, Info } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { CustomerProfile } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { Card } from "@/components/Card";
import { Bar } from "@/components/Charts";
import { count, money, words } from "@/lib/format";

/** The customer's limits as bars: tokens, sites, and what was refunded in the budget's period. */
export function Usage({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation("customers");
  const { tokenBalance, tokenLimit, activeSites, sitesLimit } = profile;
  const refunded = useRefunded(profile.userId);
  return (
    <Card icon={Gauge} title={t("usage.title")}>
      <div className="flex flex-col gap-3">
        <Line
          label={t("usage.tokens")}
          value={tokenBalance}
          max={tokenLimit}
          said={t("usage.of", { value: count(tokenBalance), max: count(tokenLimit) })}
        />
        <Line
          label={t("usage.sites")}
          value={activeSites}
          max={sitesLimit}
          said={t("usage.of", { value: count(activeSites), max: count(sitesLimit) })}
          loud={activeSites >= sitesLimit}
        />
        {refunded && (
          <Line
            label={t("usage.refunded")}
            value={refunded.value}
            max={refunded.max}
            said={t("usage.of", { value: money(refunded.value.toFixed(2)), max: money(refunded.limit) })}
            loud={refunded.value >= refunded.max}
          />
        )}
      </div>
    </Card>
  );
}

/** What the customer was refunded in the period of the refund budget, beside what one customer may be. */
function useRefunded(customerId: string) {
  const budget = useOperation("today", {}).data?.budgets.find(({ type }) => type === "REFUND");
  const refunds = useOperation(
    "list_refunds",
    {
      filter: {
        customerId,
        status: ["APPROVED", "COMPLETED"],
        processedAt: { gte: budget?.periodStart ?? "", lt: budget?.periodEnd ?? "" },
      },
      limit: 500,
    },
    { enabled: budget !== undefined, keepPrevious: false },
  ).data;
  // More than a page of them would make the sum a guess.
  if (!budget?.refundLimitPerUser || refunds?.nextCursor !== null) return null;
  const hundredths = refunds.items.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  return {
    value: hundredths / 100,
    max: Number(budget.refundLimitPerUser),
    limit: budget.refundLimitPerUser,
  };
}

function Line(props: { label: string; said: string; value: number; max: number; loud?: boolean }) {
  const { label, said, value, max, loud } = props;
  return (
    <div>
      <p className="mb-1.5 flex justify-between text-12">
        <span>{label}</span>
        <span className="text-muted">{said}</span>
      </p>
      <Bar parts={[{ value, tone: loud ? "warning" : "accent" }]} max={max} label={`${label}: ${said}`} />
    </div>
  );
}

/** Free-form facts by name; nothing at all when there are none and nothing is to be said about that. */
export function Known({
  title,
  value,
  empty,
}: {
  title: string;
  value: Record<string, unknown> | null;
  empty?: string;
}) {
  const facts = Object.entries(value ?? {});
  if (facts.length === 0 && !empty) return null;
  return (
    <Card icon={Info} title={title}>
      {facts.length === 0 ? (
        <p className="text-12 text-muted">{empty}</p>
      ) : (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-12">
          {facts.map(([name, fact]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{words(name)}</dt>
              <dd className="min-w-0 break-words">
                {typeof fact === "string" ? fact : JSON.stringify(fact)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
