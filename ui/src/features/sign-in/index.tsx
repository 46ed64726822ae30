import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";

/** What is shown while nobody is signed in. After its work it calls `onDone`, and the shell goes on to where it belongs. */
export function SignInScreen(_props: { onDone: () => void }) {
  const { t } = useTranslation("shell");
  return <EmptyState title={t("comingHere")} />;
}
