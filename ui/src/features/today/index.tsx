import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";

/** The today screen. */
export function TodayScreen() {
  const { t } = useTranslation("shell");
  return (
    <ResizablePanes>
      <PaneHeader title={t("screens.today")} wide />
      <EmptyState title={t("comingHere")} />
    </ResizablePanes>
  );
}
