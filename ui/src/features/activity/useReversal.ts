import { useTranslation } from "react-i18next";
import { create } from "zustand";
import type { Output } from "@/api/client";
import { paint, useChange } from "@/api/queries";
import { toast } from "@/components/Toast";
import { wordsInside } from "@/lib/format";

/** What an undo, redo or restore left as it was. */
export type Skipped = Output<"undo">["skipped"][number];

/** What became of the last reversal of a group, for as long as the window is open. */
export interface Report {
  changed: number;
  skipped: readonly Skipped[];
}

interface Reports {
  byGroup: Readonly<Record<number, Report>>;
  keep(group: number, report: Report): void;
}

/** The reports of reversals, by the group that was reversed. */
export const useReports = create<Reports>()((set) => ({
  byGroup: {},
  keep: (group, report) => set(({ byGroup }) => ({ byGroup: { ...byGroup, [group]: report } })),
}));

/** Undoes or redoes a group; the list shows it at once. */
export function useReversal(direction: "undo" | "redo") {
  const { t } = useTranslation("activity");
  const keep = useReports((state) => state.keep);
  return useChange(direction, {
    paint: ({ group }) => [
      paint("list_activity", (page) => ({
        ...page,
        items: page.items.map((each) =>
          each.group === group ? { ...each, undone: direction === "undo" } : each,
        ),
      })),
    ],
    onSuccess: ({ operation, changed, skipped }, { group }) => {
      if (group !== undefined) keep(group, { changed, skipped });
      toast({
        title: t(`did.${direction}`, { operation: wordsInside(operation) }),
        detail: skipped.length > 0 ? t("report.skipped", { count: skipped.length }) : undefined,
      });
    },
    onError: (error) => toast({ title: t(`refused.${direction}`), detail: error.message, tone: "danger" }),
  });
}
