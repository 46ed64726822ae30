import {
  AlarmClockOff,
  Banknote,
  Check,
  CheckCheck,
  CircleDashed,
  CirclePause,
  FilePen,
  GitMerge,
  History,
  LifeBuoy,
  ListChecks,
  ListFilter,
  type LucideIcon,
  MessageSquarePlus,
  Moon,
  Pencil,
  Play,
  Reply,
  RotateCcw,
  Route,
  Save,
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
import type { MessageVisibility, TicketStatus } from "@/api/generated";
import type { Pickable } from "./TicketPicker";
import { sortNames, type View } from "./view";

/** The key of each thing that is done to tickets, where it has one. */
export const ticketKeys = {
  resolve: "e",
  wait: "w",
  start: "i",
  reopen: "o",
  reply: "r",
  note: "n",
  assign: "a",
  route: "Shift+a",
  status: "s",
  priority: "p",
  category: undefined,
  tag: "t",
  escalate: "!",
  refund: "$",
  snooze: "b",
  wake: "Shift+b",
  merge: "m",
  record: undefined,
  history: "h",
  edit: "Shift+e",
} as const;

/** A dialog over one ticket. */
export type TicketAsk = "escalate" | "refund" | "merge" | "record" | "edit";

/** What the queue can do; each is a key, a palette entry and a button. */
export interface QueueCommands {
  /** The tickets that a command would change, in words; empty when there are none. */
  targets: string;
  /** Whether one ticket, not a selection, is meant. */
  single: boolean;
  /** Whether all of them are resolved or closed. */
  finished: boolean;
  asleep: boolean;
  mayDelete: boolean;
  /** Whether the view can be saved, and whether a saved one is shown. */
  saved: boolean;
  move: (to: TicketStatus) => void;
  pick: (what: Pickable) => void;
  assignTo: (whom: "me" | "nobody") => void;
  route: () => void;
  wake: () => void;
  write: (visibility: MessageVisibility) => void;
  ask: (what: TicketAsk) => void;
  history: () => void;
  editText: (text: "subject" | "description" | "internalNotes") => void;
  remove: () => void;
  toggle: () => void;
  extend: (by: 1 | -1) => void;
  chooseAll: () => void;
  find: () => void;
  create: () => void;
  saveView: () => void;
}

/** Registers the queue's actions. */
export function useQueueActions(view: View, commands: QueueCommands): void {
  const { t } = useTranslation("queue");
  const { targets, single, finished, asleep } = commands;
  const some = () => targets !== "";
  const one = () => targets !== "" && single;

  const item = (
    name: string,
    icon: LucideIcon,
    run: () => void,
    when: () => boolean = some,
    keys: string | undefined = ticketKeys[name as keyof typeof ticketKeys],
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
  const pick = (what: Pickable, icon: LucideIcon, when = some) =>
    item(what, icon, () => commands.pick(what), when);
  const ask = (what: TicketAsk, icon: LucideIcon) => item(what, icon, () => commands.ask(what), one);

  useActions([
    item(
      "resolve",
      Check,
      () => commands.move("RESOLVED"),
      () => some() && !finished,
    ),
    item("wait", CirclePause, () => commands.move("WAITING")),
    item(
      "start",
      Play,
      () => commands.move("IN_PROGRESS"),
      () => some() && !finished,
    ),
    item(
      "reopen",
      RotateCcw,
      () => commands.move("OPEN"),
      () => some() && finished,
    ),
    item("reply", Reply, () => commands.write("PUBLIC"), one),
    item("note", StickyNote, () => commands.write("INTERNAL"), one),
    pick("assign", UserRoundPlus),
    item("assignToMe", UserRoundCheck, () => commands.assignTo("me")),
    item("unassign", UserRoundX, () => commands.assignTo("nobody")),
    item("route", Route, commands.route, one),
    pick("status", CircleDashed),
    pick("priority", Signal),
    pick("category", Shapes),
    pick("tag", Tag),
    ask("escalate", LifeBuoy),
    ask("refund", Banknote),
    pick("snooze", Moon, one),
    item("wake", AlarmClockOff, commands.wake, () => one() && asleep),
    ask("merge", GitMerge),
    ask("record", MessageSquarePlus),
    item("history", History, commands.history, one),
    ask("edit", FilePen),
    item("editSubject", Pencil, () => commands.editText("subject"), one),
    item("editDescription", Pencil, () => commands.editText("description"), one),
    item("editNotes", Pencil, () => commands.editText("internalNotes"), one),
    item("delete", Trash2, commands.remove, () => one() && commands.mayDelete, "Shift+Delete"),
    {
      id: "view.save",
      scope: "list",
      title: t(commands.saved ? "saved.command" : "saved.new"),
      icon: Save,
      run: commands.saveView,
    },
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
