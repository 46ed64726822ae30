import { UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { EmptyState } from "@/components/EmptyState";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";
import { useGo, useSearch } from "@/lib/go";
import { CustomerList } from "./CustomerList";
import { CustomerPane } from "./CustomerPane";
import { NewCustomer } from "./NewCustomer";

/** Customers and, with an id (a user's or a profile's), all that is known of one. */
export function CustomersScreen({ id }: { id?: string }) {
  const { t } = useTranslation("customers");
  const go = useGo();
  const [search] = useSearch();
  const [adding, setAdding] = useState(false);
  useActions([
    {
      id: "customer.new",
      scope: "screen",
      title: t("new.title"),
      icon: UserPlus,
      keys: "c",
      run: () => setAdding(true),
    },
  ]);
  return (
    <ResizablePanes list={<CustomerList openId={id} />}>
      {id ? (
        <CustomerPane key={id} id={id} />
      ) : (
        <>
          <PaneHeader wide />
          <EmptyState icon={Users} title={t("choose")} hint={t("chooseHint")} keys="Enter" />
        </>
      )}
      {adding && (
        <NewCustomer
          onClose={(user) => {
            setAdding(false);
            if (user) go(`/customers/${user.id}`, search);
          }}
        />
      )}
    </ResizablePanes>
  );
}
