import {
  Check,
  CheckCheck,
  CircleDashed,
  CirclePause,
  FilePen,
  History,
  ListChecks,
  ListFilter,
  type LucideIcon,
  Pencil,
  RotateCcw,
  Search,
  Shapes,
  Signal,
  StickyNote,
  Tag,
  Trash2,
  UserRoundCheck,
  UserRoundPlus,
  UserRoundX,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Action, useActions } from "@/actions";
import type { Pickable } from "./TicketPicker";
import { sortNames, type View } from "./view";

/** What the queue can do; each is a key, a palette entry and a button. */
export interface QueueCommands {
  /** The tickets that a command would change, in words; empty when there are none. */
  targets: string;
  /** Whether one ticket, not a selection, is meant. */
  single: boolean;
  /** Whether all of them are resolved or closed. */
  finished: boolean;
  mayDelete: boolean;
  finish: () => void;
  wait: () => void;
  reopen: () => void;
  pick: (what: Pickable) => void;
  assignTo: (whom: "me" | "nobody") => void;
  note: () => void;
  history: () => void;
  edit: () => void;
  editText: (text: "subject" | "description" | "internalNotes") => void;
  remove: () => void;
  toggle: () => void;
  extend: (by: 1 | -1) => void;
  chooseAll: () => void;
  find: () => void;
  create: () => void;
}

/** Registers the queue's actions. */
export function useQueueActions(view: View, commands: QueueCommands): void {
  const { t } = useTranslation("queue");
  const { targets, single, finished } = commands;
  const some = () => targets !== "";
  const one = () => targets !== "" && single;

  const item = (
    name: string,
    icon: LucideIcon,
    keys: string | undefined,
    run: () => void,
    when: () => boolean = some,
  ): Action => ({
    id: `ticket.${name}`,
    scope: "item",
    title: t(`actions.${name}`),
    detail: targets,
    icon,
    keys,
    run,
    when,
  });
  const pick = (what: Pickable, icon: LucideIcon, keys?: string) =>
    item(what, icon, keys, () => commands.pick(what));

  useActions([
    item("resolve", Check, "e", commands.finish, () => some() && !finished),
    item("wait", CirclePause, "w", commands.wait),
    item("reopen", RotateCcw, "o", commands.reopen, () => some() && finished),
    pick("assign", UserRoundPlus, "a"),
    item("assignToMe", UserRoundCheck, undefined, () => commands.assignTo("me")),
    item("unassign", UserRoundX, undefined, () => commands.assignTo("nobody")),
    pick("status", CircleDashed, "s"),
    pick("priority", Signal, "p"),
    pick("category", Shapes),
    pick("tag", Tag, "t"),
    item("note", StickyNote, "n", commands.note, one),
    item("history", History, "h", commands.history, one),
    item("edit", FilePen, "Shift+e", commands.edit, one),
    item("editSubject", Pencil, undefined, () => commands.editText("subject"), one),
    item("editDescription", Pencil, undefined, () => commands.editText("description"), one),
    item("editNotes", Pencil, undefined, () => commands.editText("internalNotes"), one),
    item("delete", Trash2, "Shift+Delete", commands.remove, () => one() && commands.mayDelete),
    {
      id: "queue.select",
      scope: "list",
      title: t("select.toggle"),
      keys: "x",
      icon: ListChecks,
      run: commands.toggle,
    },
    {
      id: "queue.extendDown",
      scope: "list",
      title: t("select.extendDown"),
      keys: ["Shift+j", "Shift+ArrowDown"],
      hidden: true,
      run: () => commands.extend(1),
    },
    {
      id: "queue.extendUp",
      scope: "list",
      title: t("select.extendUp"),
      keys: ["Shift+k", "Shift+ArrowUp"],
      hidden: true,
      run: () => commands.extend(-1),
    },
    {
      id: "queue.selectAll",
      scope: "list",
      title: t("select.all"),
      keys: "$mod+a",
      icon: CheckCheck,
      run: commands.chooseAll,
    },
    {
      id: "queue.find",
      scope: "list",
      title: t("actions.find"),
      keys: "/",
      icon: Search,
      run: commands.find,
    },
    {
      id: "queue.clearFilters",
      scope: "list",
      title: t("actions.clearFilters"),
      icon: ListFilter,
      run: view.clear,
    },
    ...sortNames.map(
      (name): Action => ({
        id: `queue.sort.${name}`,
        scope: "list",
        title: t("sort.command", { order: t(`sort.${name}`).toLowerCase() }),
        icon: ListFilter,
        when: () => view.sort !== name,
        run: () => view.setSort(name),
      }),
    ),
    {
      // The shell's own command leaves the view; here the dialog opens over it.
      id: "queue.new",
      scope: "screen",
      title: t("form.newTitle"),
      keys: "c",
      hidden: true,
      run: commands.create,
    },
  ]);
}
