import { useTranslation } from "react-i18next";
import { enums, type MetricPeriod } from "@/api/generated";
import { Select } from "@/components/Select";
import { words } from "@/lib/format";

/** A period named in the address, or the usual one. */
export function periodOf(name: string | undefined, usual: MetricPeriod): MetricPeriod {
  return enums.metric_period.find((period) => period === name) ?? usual;
}

/** How long the periods are that a card shows. */
export function PeriodSelect(props: {
  label: string;
  value: MetricPeriod;
  onChange: (value: MetricPeriod) => void;
}) {
  const { t } = useTranslation("performance");
  return (
    <div className="w-28">
      <Select
        aria-label={`${t("period")}: ${props.label}`}
        options={enums.metric_period.map((value) => ({ value, label: words(value) }))}
        value={props.value}
        onChange={props.onChange}
      />
    </div>
  );
}
