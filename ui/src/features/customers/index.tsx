import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";

/** Customers and, with an id, one customer's profile. */
export function CustomersScreen({ id }: { id?: string }) {
  const { t } = useTranslation("shell");
  return (
    <ResizablePanes list={<PaneHeader title={t("screens.customers")} />}>
      <PaneHeader wide>{id}</PaneHeader>
      <EmptyState title={t("comingHere")} />
    </ResizablePanes>
  );
}
