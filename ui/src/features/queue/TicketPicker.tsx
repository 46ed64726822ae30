import { Moon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { enums, type Ticket, type TicketStatus } from "@/api/generated";
import { useSession } from "@/api/session";
import { Avatar } from "@/components/Avatar";
import { Picker, type PickerOption } from "@/components/Picker";
import { PriorityIcon, StatusIcon } from "@/components/Status";
import { dayAndClock, words } from "@/lib/format";
import type { BulkChange } from "./bulk";
import type { Deed } from "./changes";
import { nameOf, useRepresentatives } from "./people";
import { hoursOf, presets } from "./snooze";
import { mayBecome } from "./steps";
import { NOBODY } from "./view";
import { useWhyNot } from "./whyNot";

/** What can be picked for tickets. */
export type Pickable = "assign" | "status" | "priority" | "category" | "tag" | "snooze";

/** Something being picked for these tickets. */
export interface Picking {
  what: Pickable;
  tickets: readonly Ticket[];
  /** Whether they stand for a selection, which is changed at once. */
  many: boolean;
  anchor: Element | null;
}

/** What was picked: what is done to one ticket, or changed of many, and how it is told. */
export interface Pick {
  deed: Deed;
  change?: BulkChange;
  /** The text's name under `said`, and what the value is called. */
  said: string;
  to: string;
}

export interface TicketPickerProps extends Picking {
  /** The tickets in words. */
  name: string;
  /** Tags that are in use. */
  tags: readonly string[];
  onPick: (pick: Pick) => void;
  /** A moment of one's own to sleep until is asked for. */
  onOtherTime: () => void;
  onClose: () => void;
}

const OTHER = "other";

/** Picks a representative, a label, a tag or a moment for one ticket or many. */
export function TicketPicker(props: TicketPickerProps) {
  const { what, tickets, many, anchor, name, tags, onPick, onOtherTime, onClose } = props;
  const { t } = useTranslation("queue");
  const people = usePeople(tickets);
  const moments = useMoments();
  const whyNot = useWhyNot();
  const common = { label: t(`pick.${what}`, { what: name }), anchor, onClose };
  const allHave = (test: (ticket: Ticket) => boolean) => tickets.length > 0 && tickets.every(test);
  const [only] = many ? [] : tickets;

  if (what === "assign")
    return (
      <Picker
        {...common}
        options={people}
        onPick={(value) => {
          const assignedTo = value === NOBODY ? null : value;
          onPick({
            deed: { do: "assign", assignedTo },
            change: { set: { assignedTo } },
            said: assignedTo ? "assigned" : "unassigned",
            to: people.find((option) => option.value === value)?.label ?? "",
          });
        }}
      />
    );

  if (what === "snooze")
    return (
      <Picker
        {...common}
        options={moments}
        onPick={(until) => {
          if (until === OTHER) onOtherTime();
          else onPick({ deed: { do: "snooze", until }, said: "slept", to: dayAndClock(until) });
        }}
      />
    );

  if (what === "tag")
    return (
      <Picker
        {...common}
        newLabel={(tag) => t("pick.newTag", { tag })}
        options={tags.map((tag) => ({
          value: tag,
          label: tag,
          checked: allHave((ticket) => ticket.tags?.includes(tag) ?? false),
        }))}
        onPick={(tag) => {
          const taken = allHave((ticket) => ticket.tags?.includes(tag) ?? false);
          const rest = (only?.tags ?? []).filter((each) => each !== tag);
          onPick({
            said: taken ? "untagged" : "tagged",
            to: tag,
            deed: { do: "edit", fields: { tags: taken ? rest : [...rest, tag] } },
            change: taken ? { removeTags: [tag] } : { addTags: [tag] },
          });
        }}
      />
    );

  if (what === "status")
    return (
      <Picker
        {...common}
        options={enums.ticket_status.map((status) => {
          const refused = only !== undefined && !mayBecome(only.status, status);
          const now = only?.status === status;
          return {
            value: status,
            label: words(status),
            icon: <StatusIcon status={status} />,
            checked: allHave((ticket) => ticket.status === status),
            disabled: refused,
            detail: refused && !now && only ? whyNot(only, status) : undefined,
          };
        })}
        onPick={(label) => {
          const status = label as TicketStatus;
          onPick({
            said: "status",
            to: words(status),
            deed: { do: "move", status },
            change: { set: { status } },
          });
        }}
      />
    );

  const labels: readonly string[] =
    what === "priority" ? enums.ticket_priority.toReversed() : enums.ticket_category;
  return (
    <Picker
      {...common}
      options={labels.map((label) => ({
        value: label,
        label: words(label),
        icon: what === "priority" ? <PriorityIcon priority={label} size={14} /> : undefined,
        checked: allHave((ticket) => ticket[what] === label),
      }))}
      onPick={(label) =>
        onPick({
          said: what,
          to: words(label),
          deed: { do: "edit", fields: { [what]: label } },
          change: { set: { [what]: label } },
        })
      }
    />
  );
}

/** Everybody with their load; who is full cannot be picked. */
function usePeople(tickets: readonly Ticket[]): PickerOption[] {
  const { t } = useTranslation("queue");
  const { all, me } = useRepresentatives();
  const has = (id: string | null) =>
    tickets.length > 0 && tickets.every((ticket) => ticket.assignedTo === id);
  return [
    ...all.map((each) => {
      const full = each.activeChats >= each.maxChats;
      return {
        value: each.id,
        label: nameOf(each),
        icon: <Avatar name={nameOf(each)} self={each.id === me} />,
        detail: t(full ? "pick.full" : "pick.chats", { active: each.activeChats, max: each.maxChats }),
        disabled: full && !has(each.id),
        checked: has(each.id),
      };
    }),
    { value: NOBODY, label: t("nobody"), icon: <Avatar name={null} />, checked: has(null) },
  ];
}

/** Moments to sleep until, in the organization's hours. */
function useMoments(): PickerOption[] {
  const { t } = useTranslation("queue");
  const settings = useSession()?.organization.settings;
  const icon = <Moon size={14} />;
  return [
    ...presets(hoursOf(settings), new Date()).map(({ name, until }) => ({
      value: until.toISOString(),
      label: t(`snooze.${name}`),
      detail: dayAndClock(until.toISOString()),
      icon,
    })),
    { value: OTHER, label: t("snooze.other"), icon },
  ];
}
