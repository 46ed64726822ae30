import { Pencil, Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast, useActions } from "@/actions";
import { useMay } from "@/api/may";
import { ResizablePanes } from "@/components/ResizablePanes";
import { toast } from "@/components/Toast";
import { useGo } from "@/lib/go";
import { DeleteDialog } from "./DeleteDialog";
import { useRow, useRows } from "./data";
import { RecordForm } from "./form/RecordForm";
import { useAsked } from "./query";
import { RecordList } from "./RecordList";
import { RecordPane } from "./RecordPane";
import type { RecordScreen, Row } from "./resource";
import { resources } from "./resources";

export type { RecordScreen } from "./resource";

/** A list of one resource and, with an id, one of its rows. */
export function RecordsScreen({ screen, id }: { screen: RecordScreen; id?: string }) {
  const { t } = useTranslation("records");
  const resource = resources[screen];
  const go = useGo();
  const may = useMay();
  const asked = useAsked(resource);
  const rows = useRows(resource, asked.query);
  const open = useRow(resource, id);
  const [dialog, setDialog] = useState<"new" | "edit" | "delete" | null>(null);

  const { row } = open;
  const kind = t(`one.${screen}`);
  useActions([
    {
      id: `${screen}.new`,
      scope: "screen",
      title: t("list.new", { kind }),
      keys: "c",
      icon: Plus,
      when: () => may(resource.create),
      run: () => setDialog("new"),
    },
    {
      id: `${screen}.edit`,
      scope: "item",
      title: t("pane.edit"),
      keys: "e",
      icon: Pencil,
      when: () => row !== undefined && may(resource.update),
      run: () => setDialog("edit"),
    },
    {
      id: `${screen}.delete`,
      scope: "item",
      title: t("pane.delete"),
      keys: "Delete",
      icon: Trash2,
      when: () => row !== undefined && may(resource.remove),
      run: () => setDialog("delete"),
    },
  ]);

  const saved = (after: Row, before?: Row) => {
    setDialog(null);
    const title = resource.title(after);
    if (!before) {
      toast({ title: t("created", { title }), undo: undoLast });
      go(`/${screen}/${after.id}`, asked.search);
      return;
    }
    toast({ title: t("saved", { title }), undo: undoLast });
  };
  // A deleted row leaves the list before its answer comes: its place is kept, and the next one takes it.
  const place = useRef(0);
  const at = rows.items.findIndex((each) => each.id === id);
  const listed = useRef<string>(undefined);
  if (at >= 0) {
    place.current = at;
    listed.current = id;
  }
  const next = () => {
    const others = rows.items.filter((each) => each.id !== id);
    const follower = others[place.current] ?? others.at(-1);
    setDialog(null);
    go(follower ? `/${screen}/${follower.id}` : `/${screen}`, asked.search, { replace: true });
  };

  // One that was come to from elsewhere stays open: there is no next one.
  const done = () => {
    if (listed.current === id) next();
  };

  return (
    <ResizablePanes
      list={
        <RecordList resource={resource} id={id} rows={rows} asked={asked} onNew={() => setDialog("new")} />
      }
    >
      <RecordPane
        resource={resource}
        open={open}
        id={id}
        onEdit={() => setDialog("edit")}
        onDelete={() => setDialog("delete")}
        onDone={done}
      />
      {(dialog === "new" || (dialog === "edit" && row)) && (
        <RecordForm
          resource={resource}
          row={dialog === "edit" ? row : undefined}
          onClose={() => setDialog(null)}
          onSaved={saved}
        />
      )}
      {dialog === "delete" && row && (
        <DeleteDialog resource={resource} row={row} onClose={() => setDialog(null)} onDeleted={next} />
      )}
    </ResizablePanes>
  );
}
