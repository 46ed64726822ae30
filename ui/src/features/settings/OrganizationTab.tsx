import { useTranslation } from "react-i18next";
import { useOperation } from "@/api/queries";
import { useSession } from "@/api/session";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Skeleton } from "@/components/Skeleton";
import { OrganizationForm } from "./OrganizationForm";

/** The organization and its settings. */
export function OrganizationTab() {
  const { t } = useTranslation("settings");
  const session = useSession();
  const { data, error, refetch } = useOperation(
    "get_organization",
    { id: session?.organization.id ?? "" },
    { enabled: session !== null },
  );
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const mayChange = session?.role === "ADMIN";
  return (
    <>
      {!mayChange && <p className="text-12 text-muted">{t("organization.onlyAdmin")}</p>}
      {/* What was saved is what the form begins with anew. */}
      <OrganizationForm key={data.updatedAt} organization={data} disabled={!mayChange} />
    </>
  );
}
