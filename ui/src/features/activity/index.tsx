import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";

/** The activity screen. */
export function ActivityScreen() {
  const { t } = useTranslation("shell");
  return (
    <ResizablePanes>
      <PaneHeader title={t("screens.activity")} wide />
      <EmptyState title={t("comingHere")} />
    </ResizablePanes>
  );
}
