import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";

/** What is shown while no desk is open. After its work it calls `onDone`, and the shell goes on to where it belongs. */
export function StartScreen(_props: { onDone: () => void }) {
  const { t } = useTranslation("shell");
  return <EmptyState title={t("comingHere")} />;
}
