import { useTranslation } from "react-i18next";
import { useDelayed } from "@/lib/useDelayed";

/** Placeholder rows, shown only when reading takes longer than 150 ms. */
export function Skeleton({ rows = 8, height = 40 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  const late = useDelayed(true);
  if (!late) return null;
  return (
    <div role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike
        <div key={row} style={{ height }} className="flex flex-col justify-center gap-1.5 px-4">
          <div className="h-2 rounded-4 bg-raised" style={{ width: `${85 - ((row * 17) % 40)}%` }} />
          <div className="h-2 w-1/3 rounded-4 bg-raised" />
        </div>
      ))}
    </div>
  );
}
