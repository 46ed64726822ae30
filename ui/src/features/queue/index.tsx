import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { PaneHeader } from "@/components/Pane";
import { ResizablePanes } from "@/components/ResizablePanes";

/** The queue: the list of tickets and, with an id, the ticket. */
export function QueueScreen({ id }: { id?: string }) {
  const { t } = useTranslation("shell");
  return (
    <ResizablePanes list={<PaneHeader title={t("screens.queue")} />}>
      <PaneHeader wide>{id}</PaneHeader>
      <EmptyState title={t("comingHere")} />
    </ResizablePanes>
  );
}
