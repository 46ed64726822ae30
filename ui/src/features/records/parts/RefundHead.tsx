import { CheckCheck, CircleCheck, Hourglass, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Budget, User } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { useSession } from "@/api/session";
import { Avatar } from "@/components/Avatar";
import { Card } from "@/components/Card";
import { Pill } from "@/components/Pill";
import { StandingPill, TierPill } from "@/components/Status";
import { age, day, money, words } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { sum } from "../money";
import type { Row } from "../resource";
import { useNow } from "../useNow";
import { LimitLine } from "./LimitLine";
import { ownLimit } from "./limits";
import { useRefundBudget } from "./useRefundBudget";

const pills = {
  PENDING: ["warning", Hourglass],
  APPROVED: ["success", CircleCheck],
  REJECTED: ["neutral", X],
  COMPLETED: ["success", CheckCheck],
} as const;

/** The refund itself: how much, why, for whom, and the limits it is held against while it is pending. */
export function RefundHead({ row }: { row: Row }) {
  const { t } = useTranslation("records");
  const now = useNow(15_000);
  const session = useSession();
  const budget = useRefundBudget();
  const customer = row.customer as User | undefined;
  const profile = useOperation(
    "list_customer_profiles",
    { filter: { userId: customer?.id ?? "" }, limit: 1 },
    { enabled: customer !== undefined, keepPrevious: false },
  ).data?.items[0];
  const [tone, icon] = pills[String(row.status) as keyof typeof pills];
  const pending = row.status === "PENDING";
  const amount = String(row.amount);
  const own = ownLimit(session);

  return (
    <Card>
      <div className="flex items-start justify-between gap-4">
        <h2 className="text-20 font-semibold">{money(amount)}</h2>
        <Pill tone={tone} icon={icon}>
          {words(String(row.status))} {pending && age(row.createdAt, now)}
        </Pill>
      </div>
      <p className="mt-0.5 whitespace-pre-wrap text-muted">
        {row.notes ? String(row.notes) : words(String(row.reason))}
      </p>
      <div className="mt-3 mb-3 flex flex-wrap items-center gap-2">
        <Avatar name={customer?.name} />
        <GoLink to={`/customers/${customer?.id}`} className="text-13 font-medium hover:text-accent">
          {customer?.name}
        </GoLink>
        {profile && <TierPill tier={profile.tier} />}
        {profile && <StandingPill standing={profile.standing} />}
      </div>
      {pending && own !== null && (
        <LimitLine
          label={t("refund.ownLimit")}
          before="0.00"
          amount={amount}
          limit={own}
          hint={t("refund.leadAbove", { limit: money(own) })}
        />
      )}
      {pending && budget && customer && <CustomerLimit budget={budget} customer={customer} amount={amount} />}
      {pending && budget && (
        <LimitLine
          label={t("budget.refund", { from: day(budget.periodStart) })}
          before={budget.spent}
          amount={amount}
          limit={budget.limit}
          hint={t("refund.wouldRemain", { amount: money(sum([budget.remaining, `-${amount}`])) })}
        />
      )}
      {pending && budget === null && (
        <p className="border-t pt-3 text-12 text-warning">{t("refund.noBudget")}</p>
      )}
    </Card>
  );
}

/** What the customer was refunded since the budget's period began, against what one customer may be. */
function CustomerLimit(props: { budget: Budget; customer: User; amount: string }) {
  const { budget, customer, amount } = props;
  const { t } = useTranslation("records");
  const granted = useOperation(
    "list_refunds",
    {
      filter: {
        customerId: customer.id,
        status: ["APPROVED", "COMPLETED"],
        processedAt: { gte: budget.periodStart },
      },
      limit: 500,
    },
    { keepPrevious: false },
  ).data;
  if (!granted || !budget.refundLimitPerUser) return null;
  const before = sum(granted.items.map((refund) => refund.amount));
  return (
    <LimitLine
      label={t("refund.customerSince", { name: customer.name, from: day(budget.periodStart) })}
      before={before}
      amount={amount}
      limit={budget.refundLimitPerUser}
      hint={t("refund.before", { before: money(before), amount: money(amount) })}
    />
  );
}
