import { CheckCheck, CircleAlert, CircleCheck, Hourglass, TriangleAlert, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Refund, RefundStatus, User } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { useSession } from "@/api/session";
import { Avatar } from "@/components/Avatar";
import { Card } from "@/components/Card";
import { Pill } from "@/components/Pill";
import { StandingPill, TierPill } from "@/components/Status";
import { age, day, money, periodDays, words, wordsInside } from "@/lib/format";
import { GoLink } from "@/lib/go";
import { useNow } from "@/lib/useNow";
import { sum } from "../money";
import type { Row } from "../resource";
import { LimitLine } from "./LimitLine";
import { ownLimit } from "./limits";
import { type RefundCard, useRefundCard } from "./useRefundCard";

const pills = {
  PENDING: ["warning", Hourglass],
  APPROVED: ["success", CircleCheck],
  REJECTED: ["neutral", X],
  COMPLETED: ["success", CheckCheck],
} as const;

/** The refund itself: how much, why, for whom, and while it is pending the limits it is held against. */
export function RefundHead({ row }: { row: Row }) {
  const now = useNow(15_000);
  const card = useRefundCard(row.id);
  const customer = row.customer as User | undefined;
  const profile = useOperation(
    "list_customer_profiles",
    { filter: { userId: customer?.id ?? "" }, limit: 1 },
    { enabled: customer !== undefined, keepPrevious: false },
  ).data?.items[0];
  const status = row.status as RefundStatus;
  const [tone, icon] = pills[status];
  const pending = status === "PENDING";
  const ticket = card?.ticket;

  return (
    <Card>
      <div className="flex items-start justify-between gap-4">
        <h2 className="text-20 font-semibold">{money(String(row.amount))}</h2>
        <Pill tone={tone} icon={icon}>
          {words(status)} {pending && age(row.createdAt, now)}
        </Pill>
      </div>
      <p className="mt-0.5 whitespace-pre-wrap text-muted">
        {row.notes ? String(row.notes) : words(String(row.reason))}
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Avatar name={customer?.name} />
        <GoLink to={`/customers/${customer?.id}`} className="text-13 font-medium hover:text-accent">
          {customer?.name}
        </GoLink>
        {profile && <TierPill tier={profile.tier} />}
        {profile && <StandingPill standing={profile.standing} />}
        {ticket && (
          <GoLink
            to={`/queue/${ticket.id}`}
            title={ticket.subject}
            className="ml-auto font-mono text-12 text-muted hover:text-accent"
          >
            {ticket.ticketNumber}
          </GoLink>
        )}
      </div>
      {card && card.duplicates.length > 0 && <Duplicates refunds={card.duplicates} />}
      {card && pending && <Limits card={card} amount={String(row.amount)} />}
    </Card>
  );
}

/** Other refunds of the same order: it may have been paid already. */
function Duplicates({ refunds }: { refunds: readonly Refund[] }) {
  const { t } = useTranslation("records");
  return (
    <div role="note" className="mt-3 flex gap-2.5 rounded-8 bg-warning-soft p-3">
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-warning" aria-hidden />
      <div>
        <p className="text-13 font-medium text-warning">
          {t("refund.duplicates", { count: refunds.length, order: refunds[0]?.orderId })}
        </p>
        <ul>
          {refunds.map((refund) => (
            <li key={refund.id} className="text-12">
              <GoLink to={`/refunds/${refund.id}`} className="hover:text-accent">
                {t("refund.duplicate", {
                  amount: money(refund.amount),
                  status: wordsInside(refund.status),
                  day: day(refund.createdAt),
                })}
              </GoLink>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** What the refund is held against, and what that comes to for who is signed in. */
function Limits({ card, amount }: { card: RefundCard; amount: string }) {
  const { t } = useTranslation("records");
  const own = ownLimit(useSession());
  const { budget, verdict, usedByCustomer, refund } = card;
  const fits = verdict.code === "OK";
  const Icon = fits ? CircleCheck : CircleAlert;
  return (
    <div className="mt-3">
      <p className="flex items-start gap-2 border-t py-3 text-13 font-medium">
        <Icon
          size={14}
          className={fits ? "mt-0.5 text-success" : "mt-0.5 shrink-0 text-danger"}
          aria-hidden
        />
        <span className={fits ? undefined : "text-danger"}>{fits ? t("refund.fits") : verdict.message}</span>
      </p>
      {own !== null && (
        <LimitLine
          label={t("refund.ownLimit")}
          before="0.00"
          amount={amount}
          limit={own}
          hint={t("refund.leadAbove", { limit: money(own) })}
        />
      )}
      {budget?.refundLimitPerUser && (
        <LimitLine
          label={t("refund.customerSince", {
            name: refund.customer?.name ?? "",
            from: periodDays(budget).from,
          })}
          before={usedByCustomer}
          amount={amount}
          limit={budget.refundLimitPerUser}
          hint={t("refund.before", { before: money(usedByCustomer), amount: money(amount) })}
        />
      )}
      {budget && (
        <LimitLine
          label={t("budget.refund", { from: periodDays(budget).from })}
          before={budget.spent}
          amount={amount}
          limit={budget.limit}
          hint={t("refund.wouldRemain", { amount: money(sum([budget.remaining, `-${amount}`])) })}
        />
      )}
    </div>
  );
}
