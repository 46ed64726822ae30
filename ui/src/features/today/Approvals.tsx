import { Check, HandCoins } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast, useActions } from "@/actions";
import type { Input } from "@/api/client";
import type { Refund } from "@/api/generated";
import { paint, useChange } from "@/api/queries";
import { useSession } from "@/api/session";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { ErrorNotice } from "@/components/ErrorNotice";
import { KeyCap } from "@/components/KeyCap";
import { toast } from "@/components/Toast";
import { age, count, money, words, wordsInside } from "@/lib/format";
import { authority, ownLimit, total } from "./figures";
import { NoRows, Row } from "./Row";

/** The input that reads the pending refunds, longest asked first. */
export const pendingRefunds: Input<"list_refunds"> = {
  filter: { status: ["PENDING"] },
  sort: { field: "createdAt", direction: "asc" },
  limit: 50,
};

/** How many are shown. */
export const SHOWN = 5;

/** Refunds to be decided on, each with what this person may do about it. */
export function Approvals({
  items,
  complete,
  pending,
  cursor,
}: {
  items: readonly Refund[];
  /** Whether `items` are all that are pending, so that their sum is the sum. */
  complete: boolean;
  pending: number | undefined;
  cursor: string | undefined;
}) {
  const { t } = useTranslation("today");
  const session = useSession();
  const [asked, setAsked] = useState<Refund | null>(null);
  const sum = complete && items.length > 0 ? total(items.map(({ amount }) => amount)) : null;
  const number = pending === undefined ? undefined : count(pending);
  const verdict = (refund: Refund) => (session ? authority(session, refund) : "noRow");
  const why = (refund: Refund) => {
    const found = verdict(refund);
    if (found === "within" && session && session.role !== "SENIOR_SUPPORT") return t("approvals.lead");
    return t(`approvals.${found}`, { limit: money((session && ownLimit(session)) ?? "0.00") });
  };
  const here = items.find(({ id }) => id === cursor);

  useActions([
    {
      id: "refund.approve",
      scope: "item",
      title: t("approvals.approve"),
      detail:
        here && t("approvals.line", { customer: here.customer?.name ?? "", reason: money(here.amount) }),
      keys: "a",
      icon: Check,
      when: () => here !== undefined && verdict(here) === "within",
      run: () => here && setAsked(here),
    },
  ]);

  return (
    <Card
      flush
      icon={HandCoins}
      title={t("approvals.title")}
      aside={
        <>
          {number !== undefined && (
            <span>
              {sum
                ? t("approvals.pendingSum", { number, sum: money(sum) })
                : t("approvals.pending", { number })}
            </span>
          )}
          <KeyCap keys="g r" />
        </>
      }
    >
      {items.length === 0 ? (
        <NoRows>{t("approvals.empty")}</NoRows>
      ) : (
        <ul>
          {items.slice(0, SHOWN).map((refund) => (
            <Row
              key={refund.id}
              tall
              to={`/refunds/${refund.id}`}
              icon={<span className="min-w-12 text-right text-13 font-semibold">{money(refund.amount)}</span>}
              title={t("approvals.line", {
                customer: refund.customer?.name ?? "",
                reason: wordsInside(refund.reason),
              })}
              line={t("approvals.asked", { why: why(refund), age: age(refund.createdAt) })}
              here={cursor === refund.id}
              aside={
                <Button
                  icon={Check}
                  disabled={verdict(refund) !== "within"}
                  title={verdict(refund) === "within" ? undefined : why(refund)}
                  onClick={() => setAsked(refund)}
                >
                  {t("approvals.approve")}
                </Button>
              }
            />
          ))}
        </ul>
      )}
      {asked && <Confirm refund={asked} onClose={() => setAsked(null)} />}
    </Card>
  );
}

/** Money is asked about before it goes. */
function Confirm({ refund, onClose }: { refund: Refund; onClose: () => void }) {
  const { t } = useTranslation(["today", "common"]);
  const customer = refund.customer?.name ?? "";
  const approve = useChange("approve_refund", {
    paint: ({ id }) => [
      paint(
        "list_refunds",
        (page) => ({ ...page, items: page.items.filter((each) => each.id !== id) }),
        pendingRefunds,
      ),
    ],
    onSuccess: () => {
      toast({ title: t("approvals.confirmed", { amount: money(refund.amount), customer }), undo: undoLast });
      onClose();
    },
  });
  const run = () => {
    if (!approve.isPending) approve.mutate({ id: refund.id, expectedUpdatedAt: refund.updatedAt });
  };
  useActions([
    {
      id: "refund.confirm",
      scope: "dialog",
      title: t("approvals.approve"),
      keys: "$mod+Enter",
      whileTyping: true,
      run,
    },
  ]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("approvals.confirmTitle")}
      description={t("approvals.confirm", {
        amount: money(refund.amount),
        customer,
        order: refund.orderId,
        reason: words(refund.reason),
      })}
      footer={
        <>
          <Button onClick={onClose}>{t("common:actions.cancel")}</Button>
          <Button kind="primary" keys="$mod+Enter" disabled={approve.isPending} onClick={run}>
            {t("approvals.approve")}
          </Button>
        </>
      }
    >
      {refund.notes && <p className="text-13">{refund.notes}</p>}
      {approve.error && <ErrorNotice error={approve.error} safe={t("approvals.safe")} />}
    </Dialog>
  );
}
