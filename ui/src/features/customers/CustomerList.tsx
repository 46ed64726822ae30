import { ArrowDownUp, Gem, Search as SearchIcon, ShieldCheck, UserPlus, Users } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { runAction, useActions, useListCursor } from "@/actions";
import { enums } from "@/api/generated";
import { useUnsynced } from "@/api/sync";
import { Avatar } from "@/components/Avatar";
import { IconButton } from "@/components/Button";
import { Chip } from "@/components/Chip";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { inputClasses } from "@/components/Field";
import { Menu } from "@/components/Menu";
import { FilterBar, ListFooter, PaneHeader } from "@/components/Pane";
import { Skeleton } from "@/components/Skeleton";
import { UnsyncedMark } from "@/components/UnsyncedMark";
import { VirtualList } from "@/components/VirtualList";
import { classes } from "@/lib/classes";
import { count, money, words } from "@/lib/format";
import { useGo, useSearch } from "@/lib/go";
import { type Customer, sorts, useCustomers } from "./useCustomers";

/** The customers: found by name, narrowed by tier and standing. */
export function CustomerList({ openId }: { openId?: string }) {
  const { t } = useTranslation("customers");
  const go = useGo();
  const [search, change] = useSearch();
  const list = useCustomers(search);
  const { users, profiles } = useMemo(
    () => ({
      users: list.items.map(({ user }) => user.id),
      profiles: list.items.flatMap(({ profile }) => (profile ? [profile.id] : [])),
    }),
    [list.items],
  );
  const changed = [useUnsynced("users", users), useUnsynced("customer_profiles", profiles)];
  const isUnsynced = ({ user, profile }: Customer) =>
    changed.some((ids) => ids.has(user.id) || (profile !== undefined && ids.has(profile.id)));
  const open = ({ user }: Customer) => go(`/customers/${user.id}`, search);
  const { cursor, moveTo } = useListCursor({
    items: list.items,
    idOf: ({ user }) => user.id,
    openId,
    onOpen: open,
    onBack: openId ? () => go("/customers", search) : undefined,
  });
  const narrowed = Boolean(search.name ?? search.tier ?? search.standing);
  const choices = (field: "tier" | "standing", labels: readonly string[]) => [
    { label: t("list.any"), checked: !search[field], run: () => change({ [field]: undefined }) },
    ...labels.map((label) => ({
      label: words(label),
      checked: search[field] === label,
      run: () => change({ [field]: label }),
    })),
  ];

  return (
    <>
      <PaneHeader
        title={t("shell:screens.customers")}
        actions={
          <>
            <Menu
              align="end"
              trigger={<IconButton icon={ArrowDownUp} label={t("list.sort")} />}
              items={sorts.map((field) => ({
                label: t(`list.sorts.${field}`),
                checked: (search.sort ?? "createdAt") === field,
                run: () => change({ sort: field }),
              }))}
            />
            <IconButton
              icon={UserPlus}
              label={t("new.title")}
              keys="C"
              onClick={() => runAction("customer.new")}
            />
          </>
        }
      />
      <FilterBar
        actions={
          <>
            <Menu
              align="end"
              trigger={
                <Chip icon={Gem} on={Boolean(search.tier)}>
                  {search.tier ? words(search.tier) : t("list.tier")}
                </Chip>
              }
              items={choices("tier", enums.account_tier)}
            />
            <Menu
              align="end"
              trigger={
                <Chip icon={ShieldCheck} on={Boolean(search.standing)}>
                  {search.standing ? words(search.standing) : t("list.standing")}
                </Chip>
              }
              items={choices("standing", enums.account_standing)}
            />
          </>
        }
      >
        <NameSearch name={search.name} onChange={(name) => change({ name })} />
      </FilterBar>
      {list.error ? (
        <div className="p-4">
          <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
        </div>
      ) : list.isPending ? (
        <Skeleton />
      ) : list.items.length === 0 ? (
        <EmptyState
          icon={Users}
          title={narrowed ? t("list.noMatch") : t("list.empty")}
          hint={t("list.emptyHint")}
          keys="c"
        />
      ) : (
        <VirtualList
          items={list.items}
          keyOf={({ user }) => user.id}
          label={t("shell:screens.customers")}
          cursor={cursor}
          onOpen={(item, index) => {
            moveTo(index);
            open(item);
          }}
          onEnd={list.more}
        >
          {(item) => <Row customer={item} unsynced={isUnsynced(item)} />}
        </VirtualList>
      )}
      <ListFooter>
        {list.hasMore
          ? t("list.countMore", { number: count(list.items.length) })
          : t("list.count", { count: list.items.length })}
      </ListFooter>
    </>
  );
}

function Row({ customer: { user, profile }, unsynced }: { customer: Customer; unsynced: boolean }) {
  const { t } = useTranslation("customers");
  const poor = profile && profile.standing !== "GOOD";
  return (
    <div className="grid h-full grid-cols-[24px_1fr_auto] items-center gap-3 px-4">
      <span aria-hidden>
        <Avatar name={user.name} />
      </span>
      <span className="min-w-0 leading-tight">
        <span className="flex items-center gap-1.5">
          <span className="truncate text-13 font-medium">{user.name}</span>
          {unsynced && <UnsyncedMark />}
        </span>
        <span className="block truncate text-11 text-muted">{user.email}</span>
      </span>
      <span className="text-right leading-tight">
        <span className="block text-12">{profile ? money(profile.lifetimeValue) : ""}</span>
        <span className={classes("block text-11", poor ? "text-warning" : "text-muted")}>
          {!profile
            ? t("profile.none")
            : poor
              ? t("list.tierStanding", { tier: words(profile.tier), standing: words(profile.standing) })
              : words(profile.tier)}
        </span>
      </span>
    </div>
  );
}

/** Searches while typing, a moment after the last key. `/` goes here. */
function NameSearch({
  name,
  onChange,
}: {
  name: string | undefined;
  onChange: (name: string | undefined) => void;
}) {
  const { t } = useTranslation("customers");
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(name ?? "");
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    const wanted = text.trim() || undefined;
    if (wanted === name) return;
    const timer = setTimeout(() => latest.current(wanted), 120);
    return () => clearTimeout(timer);
  }, [text, name]);
  useActions([
    {
      id: "customers.search",
      scope: "list",
      title: t("list.search"),
      icon: SearchIcon,
      keys: "/",
      run: () => input.current?.focus(),
    },
  ]);
  return (
    <input
      ref={input}
      type="search"
      aria-label={t("list.search")}
      placeholder={t("list.search")}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" || event.key === "Enter") {
          event.preventDefault();
          if (event.key === "Escape") setText("");
          input.current?.blur();
        }
      }}
      className={classes(inputClasses, "h-6! text-12!")}
    />
  );
}
