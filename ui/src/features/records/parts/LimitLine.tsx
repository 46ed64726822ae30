import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Bar } from "@/components/Charts";
import { money } from "@/lib/format";
import { cents, sum } from "../money";

export interface LimitLineProps {
  label: string;
  /** Spent before, and with this one, as decimals. */
  before: string;
  amount: string;
  limit: string;
  hint: string;
}

/** One limit a refund is held against: what is spent, what this one adds, and whether it fits. */
export function LimitLine({ label, before, amount, limit, hint }: LimitLineProps) {
  const { t } = useTranslation("records");
  const total = sum([before, amount]);
  const fits = (cents(total) ?? 0n) <= (cents(limit) ?? 0n);
  const Icon = fits ? CircleCheck : CircleAlert;
  const ofLimit = t("refund.of", { amount: money(total), limit: money(limit) });
  return (
    <div className="border-t py-3 last:pb-0">
      <div className="mb-1.5 flex items-center gap-2 text-13">
        <Icon size={14} className={fits ? "text-success" : "text-danger"} aria-hidden />
        <span className="min-w-0 flex-1 truncate font-medium">{label}</span>
        <span className={fits ? "shrink-0" : "shrink-0 text-danger"}>{ofLimit}</span>
      </div>
      <Bar
        label={`${label}: ${ofLimit}`}
        max={Number(limit)}
        parts={[
          { value: Number(before), tone: "neutral" },
          { value: Number(amount), tone: fits ? "accent" : "danger" },
        ]}
      />
      <p className="mt-1 text-11 text-muted">{hint}</p>
    </div>
  );
}
