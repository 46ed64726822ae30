import { useTranslation } from "react-i18next";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";
import { useSearch } from "@/lib/go";
import { MetricsCard } from "./MetricsCard";
import { RepresentativeCard } from "./RepresentativeCard";
import { TeamCard } from "./TeamCard";

/** The figures over periods: of the organization, of its representatives, of one of them. */
export function PerformanceScreen() {
  const { t } = useTranslation("shell");
  const [search] = useSearch();
  return (
    <ResizablePanes>
      <PaneHeader title={t("screens.reports")} wide />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto bg-bg px-6 py-4">
        {search.representative ? (
          <RepresentativeCard id={search.representative} />
        ) : (
          <>
            <MetricsCard />
            <TeamCard />
          </>
        )}
      </div>
    </ResizablePanes>
  );
}
