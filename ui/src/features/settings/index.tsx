import { useTranslation } from "react-i18next";
import { Chip } from "@/components/Chip";
import { FilterBar, PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";
import { ScreenTabs } from "@/components/ScreenTabs";
import { useSearch } from "@/lib/go";
import { AppearanceTab } from "./AppearanceTab";
import { FileTab } from "./FileTab";
import { OrganizationTab } from "./OrganizationTab";

const tabs = { organization: OrganizationTab, appearance: AppearanceTab, file: FileTab };
type Tab = keyof typeof tabs;

/** The organization, the look of this window, and the file it works on. */
export function SettingsScreen() {
  const { t } = useTranslation("settings");
  const { t: shell } = useTranslation("shell");
  const [search, change] = useSearch();
  const chosen: Tab = search.tab && search.tab in tabs ? (search.tab as Tab) : "organization";
  const Content = tabs[chosen];
  return (
    <ResizablePanes>
      <PaneHeader title={shell("screens.settings")} wide>
        <span className="w-2" />
        <ScreenTabs screen="settings" />
      </PaneHeader>
      <FilterBar>
        <div className="flex gap-2 px-2">
          {(Object.keys(tabs) as Tab[]).map((tab) => (
            <Chip key={tab} on={tab === chosen} onClick={() => change({ tab })}>
              {t(`tabs.${tab}`)}
            </Chip>
          ))}
        </div>
      </FilterBar>
      <div className="min-h-0 flex-1 overflow-y-auto bg-bg px-6 py-4">
        <div className="flex max-w-[640px] flex-col gap-4">
          <Content />
        </div>
      </div>
    </ResizablePanes>
  );
}
