import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";

/** The reports screen. */
export function PerformanceScreen() {
  const { t } = useTranslation("shell");
  return (
    <ResizablePanes>
      <PaneHeader title={t("screens.reports")} wide />
      <EmptyState title={t("comingHere")} />
    </ResizablePanes>
  );
}
