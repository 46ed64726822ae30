import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { FilterBar, PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";
import { ScreenTabs } from "@/components/ScreenTabs";

/** The screens that are driven by their operations' schemas. */
export type RecordScreen =
  | "escalations"
  | "refunds"
  | "budgets"
  | "representatives"
  | "users"
  | "agents"
  | "rules";

/** A list of one resource and, with an id, one of its rows. */
export function RecordsScreen({ screen, id }: { screen: RecordScreen; id?: string }) {
  const { t } = useTranslation("shell");
  return (
    <ResizablePanes
      list={
        <>
          <PaneHeader title={t(`screens.${screen}`)} />
          <FilterBar>
            <ScreenTabs screen={screen} />
          </FilterBar>
        </>
      }
    >
      <PaneHeader wide>{id}</PaneHeader>
      <EmptyState title={t("comingHere")} />
    </ResizablePanes>
  );
}
