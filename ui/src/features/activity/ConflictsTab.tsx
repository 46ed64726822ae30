import { GitMerge } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useConflicts } from "@/api/sync";
import { EmptyState } from "@/components/EmptyState";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";
import { useGo } from "@/lib/go";
import { useAddress } from "./address";
import { ConflictList } from "./ConflictList";
import { ConflictPane } from "./ConflictPane";
import { type Case, casesOf, isHead, linesOf } from "./cases";
import { GonePane, RefusedPane } from "./DecidePane";

/** The inbox of what somebody has to decide. */
export function ConflictsTab({ id, head }: { id: string | undefined; head: ReactNode }) {
  const go = useGo();
  const { search } = useAddress();
  const found = useConflicts();
  const cases = useMemo(() => (found.data ? casesOf(found.data) : []), [found.data]);
  const each = cases.find((each) => each.id === id);
  // What is decided leaves the list; the next one opens.
  const onDone = () => {
    const order = linesOf(cases).filter((line): line is Case => !isHead(line));
    const place = order.findIndex((other) => other.id === id);
    const next = order[place + 1] ?? order[place - 1];
    go(next ? `/activity/${next.id}` : "/activity", search, { replace: true });
  };
  return (
    <ResizablePanes
      list={
        <>
          {head}
          <ConflictList id={id} found={found} cases={cases} />
        </>
      }
    >
      {each?.kind === "edited" ? (
        <ConflictPane key={each.id} each={each} onDone={onDone} />
      ) : each?.kind === "deleted" ? (
        <GonePane key={each.id} each={each} onDone={onDone} />
      ) : each ? (
        <RefusedPane key={each.id} each={each} onDone={onDone} />
      ) : (
        <Nothing decided={id !== undefined && found.isSuccess} />
      )}
    </ResizablePanes>
  );
}

function Nothing({ decided }: { decided: boolean }) {
  const { t } = useTranslation("activity");
  return (
    <>
      <PaneHeader wide />
      <EmptyState
        icon={GitMerge}
        title={t(decided ? "conflicts.settled" : "pane.nothing")}
        keys="Enter"
        hint={t("pane.hint")}
      />
    </>
  );
}
