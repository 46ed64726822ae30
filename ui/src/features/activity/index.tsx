import { Flame } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/may";
import { useList } from "@/api/queries";
import { toDecide, useSync } from "@/api/sync";
import { IconButton } from "@/components/Button";
import { Chip } from "@/components/Chip";
import { FilterBar, PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";
import { count } from "@/lib/format";
import { useGo } from "@/lib/go";
import { ActivityList } from "./ActivityList";
import { tabs, useAddress } from "./address";
import { ConflictsTab } from "./ConflictsTab";
import { DeletedList, DeletedPane } from "./Deleted";
import { Filters } from "./Filters";
import { GroupPane } from "./GroupPane";
import { Past } from "./Past";
import { PurgeDialog } from "./PurgeDialog";

/** What somebody has to decide, what was done and can be undone, what was deleted and can come back, and the desk as it was. */
export function ActivityScreen({ id }: { id?: string }) {
  const { tab } = useAddress();
  if (tab === "past")
    return (
      <ResizablePanes>
        <Head />
        <Past />
      </ResizablePanes>
    );
  if (tab === "conflicts") return <ConflictsTab id={id} head={<Head />} />;
  return tab === "deleted" ? <DeletedTab id={id} /> : <ActivityTab id={id} />;
}

function ActivityTab({ id }: { id: string | undefined }) {
  const { actor, table, days, after } = useAddress();
  const filter = useMemo(
    () => ({
      ...(actor ? { actor } : {}),
      ...(table ? { table } : {}),
      ...(after ? { after } : {}),
      ...(days ? { after: new Date(Date.now() - Number(days) * 86_400_000).toISOString() } : {}),
    }),
    [actor, table, days, after],
  );
  const groups = useList("list_activity", { filter, limit: 50 });
  // Only so many operations are looked at for a page: one without a match is no end.
  const { more } = groups;
  const searching = groups.hasMore && groups.items.length === 0 && !groups.isMore;
  useEffect(() => {
    if (searching) more();
  });
  return (
    <ResizablePanes
      list={
        <>
          <Head />
          <ActivityList id={id} groups={groups} />
        </>
      }
    >
      <GroupPane id={id} group={groups.items.find(({ group }) => String(group) === id)} />
    </ResizablePanes>
  );
}

function DeletedTab({ id }: { id: string | undefined }) {
  const { table } = useAddress();
  const rows = useList("list_deleted", {
    ...(table && table !== "organizations" ? { table } : {}),
    limit: 50,
  });
  return (
    <ResizablePanes
      list={
        <>
          <Head />
          <DeletedList id={id} rows={rows} />
        </>
      }
    >
      <DeletedPane id={id} row={rows.items.find((row) => row.id === id)} />
    </ResizablePanes>
  );
}

/** Title, filters and tabs. */
function Head() {
  const { t } = useTranslation(["activity", "shell"]);
  const { tab } = useAddress();
  const go = useGo();
  const may = useMay();
  const [purging, setPurging] = useState(false);
  const sync = useSync();
  const waits = toDecide(sync);
  return (
    <>
      <PaneHeader
        title={t("shell:screens.activity")}
        wide={tab === "past"}
        actions={
          <>
            {tab === "deleted" && may("purge") && (
              <IconButton icon={Flame} label={t("purge.old")} onClick={() => setPurging(true)} />
            )}
            {(tab === "activity" || tab === "deleted") && (
              <Filters only={tab === "deleted" ? "table" : undefined} />
            )}
          </>
        }
      />
      <FilterBar wide={tab === "past"}>
        {tabs
          // What never meets others' edits has nothing to decide. A link to it leads there all the same.
          .filter((each) => each !== "conflicts" || sync || each === tab)
          .map((each) => (
            <Chip key={each} on={each === tab} onClick={() => go("/activity", { tab: each })}>
              {each === "conflicts" && waits > 0
                ? t("conflicts.tab", { amount: count(waits) })
                : t(`tabs.${each}`)}
            </Chip>
          ))}
      </FilterBar>
      {purging && <PurgeDialog title={t("purge.old")} onClose={() => setPurging(false)} />}
    </>
  );
}
