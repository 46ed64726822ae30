import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";

/** The settings screen. */
export function SettingsScreen() {
  const { t } = useTranslation("shell");
  return (
    <ResizablePanes>
      <PaneHeader title={t("screens.settings")} wide />
      <EmptyState title={t("comingHere")} />
    </ResizablePanes>
  );
}
