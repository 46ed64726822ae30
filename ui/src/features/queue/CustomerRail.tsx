import { ArrowUpRight, CircleCheck, CircleX, Hourglass, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerProfile, Refund, Ticket } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { Avatar } from "@/components/Avatar";
import { IconButton } from "@/components/Button";
import { Bar } from "@/components/Charts";
import { KeyCap } from "@/components/KeyCap";
import { PaneHeader } from "@/components/Pane";
import { StandingPill, StatusIcon, TierPill } from "@/components/Status";
import { classes } from "@/lib/classes";
import { age, billingDay, count, money, words } from "@/lib/format";
import { GoLink, type Search, useGo } from "@/lib/go";

const YEAR = 365 * 24 * 3_600_000;

/** Who wrote the ticket: what they are worth, what they use, what else they asked for. */
export function CustomerRail({ ticket, search }: { ticket: Ticket; search: Search }) {
  const { t } = useTranslation("queue");
  const go = useGo();
  const customer = ticket.customer;
  const profile = useOperation(
    "list_customer_profiles",
    { filter: { userId: ticket.customerId }, limit: 1 },
    { keepPrevious: false },
  ).data?.items[0];

  return (
    <>
      <PaneHeader
        title={t("customer.title")}
        actions={
          <>
            <KeyCap keys="g c" />
            <IconButton
              icon={ArrowUpRight}
              label={t("customer.open")}
              onClick={() => go(`/customers/${ticket.customerId}`)}
            />
          </>
        }
      />
      <Part>
        <div className="flex items-center gap-3">
          <Avatar name={customer?.name ?? "?"} size={40} />
          <div className="min-w-0">
            <p className="truncate text-14 font-semibold">{customer?.name}</p>
            <p className="truncate text-12 text-muted">{customer?.email}</p>
          </div>
        </div>
        {profile && <Worth profile={profile} />}
      </Part>
      {profile && <Usage profile={profile} />}
      <Tickets ticket={ticket} search={search} />
      <Refunds customerId={ticket.customerId} />
      {profile && <Context context={profile.context} />}
    </>
  );
}

function Part({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2.5 border-b px-4 py-4 last:border-b-0">
      {title && (
        <div className="flex items-baseline justify-between">
          <h2 className="text-13 font-semibold">{title}</h2>
          <span className="text-12 text-muted">{aside}</span>
        </div>
      )}
      {children}
    </section>
  );
}

function Worth({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation("queue");
  return (
    <>
      <div className="flex gap-2">
        <TierPill tier={profile.tier} />
        <StandingPill standing={profile.standing} />
      </div>
      <dl className="grid grid-cols-2 gap-2">
        <div>
          <dt className="text-11 text-muted">{t("customer.value")}</dt>
          <dd className="text-16 font-semibold">{money(profile.lifetimeValue)}</dd>
        </div>
        {profile.nextBillingDate && (
          <div>
            <dt className="text-11 text-muted">
              {t("customer.nextBilling", {
                cycle: profile.billingCycle ? `, ${profile.billingCycle.toLowerCase()}` : "",
              })}
            </dt>
            <dd className="text-16 font-semibold">{billingDay(profile.nextBillingDate)}</dd>
          </div>
        )}
      </dl>
    </>
  );
}

function Usage({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation("queue");
  const bars = [
    { name: t("customer.tokens"), value: profile.tokenBalance, max: profile.tokenLimit },
    { name: t("customer.sites"), value: profile.activeSites, max: profile.sitesLimit },
  ];
  return (
    <Part title={t("customer.usage")}>
      {bars.map(({ name, value, max }) => (
        <div key={name} className="flex flex-col gap-1">
          <div className="flex justify-between text-12">
            <span>{name}</span>
            <span className="text-muted">{t("customer.of", { value: count(value), max: count(max) })}</span>
          </div>
          <Bar
            label={name}
            max={max}
            parts={[{ value, tone: max > 0 && value / max >= 0.8 ? "warning" : "accent" }]}
          />
        </div>
      ))}
    </Part>
  );
}

function Tickets({ ticket, search }: { ticket: Ticket; search: Search }) {
  const { t } = useTranslation("queue");
  const page = useOperation(
    "list_tickets",
    { filter: { customerId: ticket.customerId }, limit: 50 },
    { keepPrevious: false },
  ).data;
  if (!page) return null;
  const more = page.nextCursor ? "+" : "";
  const open = page.items.filter((each) => !["RESOLVED", "CLOSED"].includes(each.status)).length;
  return (
    <Part
      title={t("customer.tickets")}
      aside={t("customer.openOf", { open: `${open}${more}`, all: `${page.items.length}${more}` })}
    >
      <ul className="flex flex-col">
        {page.items.slice(0, 5).map((each) => (
          <li key={each.id}>
            <GoLink
              to={`/queue/${each.id}`}
              search={search}
              aria-current={each.id === ticket.id ? "true" : undefined}
              className="-mx-1.5 flex h-7 items-center gap-2 rounded-6 px-1.5 text-12 hoverable"
            >
              <StatusIcon status={each.status} />
              <span className={classes("min-w-0 flex-1 truncate", each.id === ticket.id && "font-medium")}>
                {each.subject}
              </span>
              <span className="text-muted">{age(each.createdAt)}</span>
            </GoLink>
          </li>
        ))}
      </ul>
    </Part>
  );
}

const refundLooks: Record<string, [LucideIcon, string]> = {
  PENDING: [Hourglass, "text-warning"],
  APPROVED: [CircleCheck, "text-success"],
  COMPLETED: [CircleCheck, "text-success"],
  REJECTED: [CircleX, "text-danger"],
};

function Refunds({ customerId }: { customerId: string }) {
  const { t } = useTranslation("queue");
  const page = useOperation(
    "list_refunds",
    { filter: { customerId }, limit: 50 },
    { keepPrevious: false },
  ).data;
  if (!page) return null;
  const recent = page.items.filter((each) => Date.now() - Date.parse(each.createdAt) < YEAR).length;
  return (
    <Part
      title={t("customer.refunds")}
      aside={t("customer.inYear", { amount: `${recent}${page.nextCursor ? "+" : ""}` })}
    >
      {page.items.length === 0 ? (
        <p className="text-12 text-muted">{t("customer.noRefunds")}</p>
      ) : (
        <ul className="grid grid-cols-[auto_1fr_auto] gap-x-3">
          {page.items.slice(0, 3).map((each) => (
            <RefundLine key={each.id} refund={each} />
          ))}
        </ul>
      )}
    </Part>
  );
}

function RefundLine({ refund }: { refund: Refund }) {
  const [Icon, tone] = refundLooks[refund.status] ?? [Hourglass, "text-muted"];
  return (
    <li className="contents text-12">
      <span className="flex h-7 items-center justify-end font-medium">{money(refund.amount)}</span>
      <span className="flex min-w-0 items-center text-muted">
        <span className="truncate">{words(refund.reason)}</span>
      </span>
      <span className={classes("flex items-center gap-1", tone)}>
        <Icon size={12} aria-hidden />
        {words(refund.status)}
      </span>
    </li>
  );
}

/** What the profile says in free form: its plain values, by name. */
function Context({ context }: { context: unknown }) {
  const { t } = useTranslation("queue");
  if (typeof context === "string") return <Part title={t("customer.context")}>{context}</Part>;
  if (typeof context !== "object" || context === null) return null;
  const facts = Object.entries(context).filter(([, value]) =>
    ["string", "number", "boolean"].includes(typeof value),
  );
  if (facts.length === 0) return null;
  return (
    <Part title={t("customer.context")}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-12 text-muted">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{words(name)}</dt>
            <dd className="truncate text-text">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
