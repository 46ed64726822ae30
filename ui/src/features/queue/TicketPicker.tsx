import { useTranslation } from "react-i18next";
import { enums, type Ticket } from "@/api/generated";
import { Avatar } from "@/components/Avatar";
import { Picker, type PickerOption } from "@/components/Picker";
import { PriorityIcon, StatusIcon } from "@/components/Status";
import { words } from "@/lib/format";
import type { Fields } from "./changes";
import { nameOf, useRepresentatives } from "./people";
import { NOBODY } from "./view";

/** What can be picked for tickets. */
export type Pickable = "assign" | "status" | "priority" | "category" | "tag";

/** Something being picked for these tickets. */
export interface Picking {
  what: Pickable;
  tickets: readonly Ticket[];
  anchor: Element | null;
}

/** A change to each of some tickets, and how it is told. */
export interface Pick {
  fieldsOf: (ticket: Ticket) => Fields | null;
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
  onClose: () => void;
}

const labelsOf = {
  status: enums.ticket_status,
  priority: enums.ticket_priority.toReversed(),
  category: enums.ticket_category,
} as const;

/** Picks a representative, a label or a tag for one ticket or many. */
export function TicketPicker({ what, tickets, anchor, name, tags, onPick, onClose }: TicketPickerProps) {
  const { t } = useTranslation("queue");
  const people = usePeople(tickets);
  const common = { label: t(`pick.${what}`, { what: name }), anchor, onClose };
  const allHave = (test: (ticket: Ticket) => boolean) => tickets.length > 0 && tickets.every(test);

  if (what === "assign")
    return (
      <Picker
        {...common}
        options={people}
        onPick={(value) => {
          const assignedTo = value === NOBODY ? null : value;
          onPick({
            fieldsOf: (ticket) => (ticket.assignedTo === assignedTo ? null : { assignedTo }),
            said: assignedTo ? "assigned" : "unassigned",
            to: people.find((option) => option.value === value)?.label ?? "",
          });
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
          onPick({
            said: taken ? "untagged" : "tagged",
            to: tag,
            fieldsOf: ({ tags: now }) => {
              const rest = (now ?? []).filter((each) => each !== tag);
              if (taken) return { tags: rest };
              return now?.includes(tag) ? null : { tags: [...(now ?? []), tag] };
            },
          });
        }}
      />
    );

  const labels: readonly string[] = labelsOf[what];
  return (
    <Picker
      {...common}
      options={labels.map((label) => ({
        value: label,
        label: words(label),
        icon:
          what === "status" ? (
            <StatusIcon status={label} />
          ) : what === "priority" ? (
            <PriorityIcon priority={label} size={14} />
          ) : undefined,
        checked: allHave((ticket) => ticket[what] === label),
      }))}
      onPick={(label) =>
        onPick({
          said: what,
          to: words(label),
          fieldsOf: (ticket) => (ticket[what] === label ? null : ({ [what]: label } as Fields)),
        })
      }
    />
  );
}

function usePeople(tickets: readonly Ticket[]): PickerOption[] {
  const { t } = useTranslation("queue");
  const { all, me } = useRepresentatives();
  const has = (id: string | null) =>
    tickets.length > 0 && tickets.every((ticket) => ticket.assignedTo === id);
  return [
    ...all.map((each) => ({
      value: each.id,
      label: nameOf(each),
      icon: <Avatar name={nameOf(each)} self={each.id === me} />,
      detail: t("pick.chats", { active: each.activeChats, max: each.maxChats }),
      checked: has(each.id),
    })),
    { value: NOBODY, label: t("nobody"), icon: <Avatar name={null} />, checked: has(null) },
  ];
}
