import {
  AlarmClock,
  ArrowDownUp,
  CircleDashed,
  ListFilter,
  Moon,
  Plus,
  Shapes,
  Signal,
  UserRound,
  X,
} from "lucide-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { enums } from "@/api/generated";
import { IconButton } from "@/components/Button";
import { Chip } from "@/components/Chip";
import { Menu } from "@/components/Menu";
import { FilterBar } from "@/components/Pane";
import { PriorityIcon, StatusIcon } from "@/components/Status";
import { words } from "@/lib/format";
import { FilterMenu, type FilterOption } from "./FilterMenu";
import { nameOf, useRepresentatives } from "./people";
import { NOBODY, openWork, sortNames, type View } from "./view";

/** A filter of labels or people; the others are only on or off. */
type FilterName = "status" | "priority" | "category" | "assignedTo";

const icons = { status: CircleDashed, priority: Signal, category: Shapes, assignedTo: UserRound };
const added: FilterName[] = ["priority", "category", "assignedTo"];

const flags = ["late", "snoozed"] as const;
const flagIcons = { late: AlarmClock, snoozed: Moon };

/** How wide a chip may be, by how many stand beside the status: all of them fit a list of the usual width. */
const chipWidths = ["max-w-48", "max-w-28", "max-w-20", "max-w-16"];

/** The list's bar: one chip for each filter that is on, the order, and a plus for more. */
export function Filters({ view }: { view: View }) {
  const { t } = useTranslation("queue");
  const [adding, setAdding] = useState<FilterName | null>(null);
  const { filters } = view;
  const chosen: Record<FilterName, readonly string[]> = {
    status: filters.status,
    priority: filters.priority,
    category: filters.category,
    assignedTo: filters.assignedTo === undefined ? [] : [filters.assignedTo],
  };
  const others = Object.keys(filters.rest).length;
  const shown = added.filter((name) => chosen[name].length > 0 || adding === name);
  const beside = shown.length + flags.filter((name) => filters[name]).length;

  const chip = (name: FilterName): ReactElement => (
    <Filter
      key={name}
      name={name}
      chosen={chosen[name]}
      beside={beside}
      onChange={(values) => view.setFilter(name, values.join(",") || undefined)}
      open={adding === name || undefined}
      onOpenChange={(open) => setAdding((now) => (open ? now : now === name ? null : now))}
    />
  );

  return (
    <FilterBar
      actions={
        <Menu
          align="end"
          trigger={<IconButton icon={Plus} label={t("filter.add")} className="-mr-1.5" />}
          items={added
            .filter((name) => !shown.includes(name))
            .map((name) => ({
              label: t(`filter.${name}`),
              icon: icons[name],
              run: () => setAdding(name),
            }))
            .concat(
              flags
                .filter((name) => !filters[name])
                .map((name) => ({
                  label: t(`filter.${name}`),
                  icon: flagIcons[name],
                  run: () => view.setFilter(name, "yes"),
                })),
            )
            .concat({ label: t("filter.clear"), icon: X, run: view.clear })}
        />
      }
    >
      {chip("status")}
      {shown.map(chip)}
      {flags.map(
        (name) =>
          filters[name] && (
            <Chip
              key={name}
              on
              icon={flagIcons[name]}
              title={t("filter.takeOff")}
              onClick={() => view.setFilter(name, undefined)}
            >
              {t(`filter.${name}`)}
            </Chip>
          ),
      )}
      {others > 0 && (
        <span className="flex shrink-0 items-center gap-1 text-11 text-muted">
          <ListFilter size={12} aria-hidden />
          {t("filter.others", { count: others })}
        </span>
      )}
      <Menu
        trigger={
          <Chip icon={ArrowDownUp} aria-label={t("sort.label", { order: t(`sort.${view.sort}`) })}>
            {beside < 2 && t(`sort.${view.sort}`)}
          </Chip>
        }
        items={sortNames.map((name) => ({
          label: t(`sort.${name}`),
          checked: view.sort === name,
          run: () => view.setSort(name),
        }))}
      />
    </FilterBar>
  );
}

interface FilterProps {
  name: FilterName;
  chosen: readonly string[];
  /** How many filters stand beside it: several values are then counted rather than named. */
  beside: number;
  onChange: (values: string[]) => void;
  open?: boolean;
  onOpenChange: (open: boolean) => void;
}

function Filter({ name, chosen, beside, onChange, open, onOpenChange }: FilterProps) {
  const { t } = useTranslation("queue");
  const options = useOptions(name);
  const short = beside > 0;
  const names = chosen.map(
    (value) => options.find((each) => each.value === value)?.label ?? t(`filter.${name}`),
  );
  const isOpenWork = name === "status" && openWork.join() === chosen.join();
  const text =
    names.length === 0
      ? t("filter.any", { filter: t(`filter.${name}`).toLowerCase() })
      : isOpenWork && short
        ? t("view.openWork")
        : names.length > (short ? 1 : 3)
          ? t("filter.several", { count: names.length, filter: t(`filter.${name}`) })
          : names.map((each, index) => (index === 0 ? each : each.toLowerCase())).join(", ");
  return (
    <FilterMenu
      single={name === "assignedTo"}
      options={options}
      chosen={chosen}
      onChange={onChange}
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Chip
          icon={icons[name]}
          aria-label={`${t(`filter.${name}`)}: ${names.join(", ") || t("filter.all")}`}
          className={chipWidths[beside] ?? "max-w-16"}
        >
          <span className="truncate">{text}</span>
        </Chip>
      }
    />
  );
}

function useOptions(name: FilterName): FilterOption[] {
  const { t } = useTranslation("queue");
  const { all } = useRepresentatives();
  if (name === "status")
    return enums.ticket_status.map((value) => ({
      value,
      label: words(value),
      icon: <StatusIcon status={value} />,
    }));
  if (name === "priority")
    return enums.ticket_priority
      .toReversed()
      .map((value) => ({ value, label: words(value), icon: <PriorityIcon priority={value} size={14} /> }));
  if (name === "category") return enums.ticket_category.map((value) => ({ value, label: words(value) }));
  return [
    { value: NOBODY, label: t("nobody") },
    ...all.map((each) => ({ value: each.id, label: nameOf(each) })),
  ];
}
