import { useLocation } from "@tanstack/react-router";
import { ChevronsUpDown, CircleUserRound, FolderOpen, LogOut, Search, SquarePen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions";
import { closeDesk, useDeskChange } from "@/api/desk";
import { useSession, useSignOut } from "@/api/session";
import { toDecide, useSync } from "@/api/sync";
import { Avatar } from "@/components/Avatar";
import { IconButton } from "@/components/Button";
import { KeyCap, keyNames } from "@/components/KeyCap";
import { Menu } from "@/components/Menu";
import { Pill } from "@/components/Pill";
import { PresenceIcon } from "@/components/Status";
import { SyncBadge } from "@/features/sync";
import { classes } from "@/lib/classes";
import { count, initials, words } from "@/lib/format";
import { GoLink, useGo } from "@/lib/go";
import { useLayout } from "@/lib/layout";
import { leads, type Screen, screenAt } from "@/lib/screens";
import { glyph, item, itemState } from "./item";
import { Views } from "./Views";

/** The window's left: organization, search, screens, views, the signed-in person. 220 wide, folded 48. */
export function Navigation({ onPalette }: { onPalette: () => void }) {
  const { t } = useTranslation("shell");
  const folded = useLayout((state) => state.folded);
  const here = screenAt(useLocation({ select: (location) => location.pathname }));
  const entries = leads.filter((screen) => screen.name !== "settings");
  const settings = leads.find((screen) => screen.name === "settings");
  const entry = (screen: Screen) => (
    <ScreenLink key={screen.name} screen={screen} on={here?.group === screen.group} folded={folded} />
  );

  return (
    <nav
      aria-label={t("navigation.label")}
      className={classes("flex h-full shrink-0 flex-col border-r bg-bg", folded ? "w-12" : "w-[220px]")}
    >
      <Header folded={folded} />
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-2 pt-3">
        <button
          type="button"
          onClick={onPalette}
          aria-label={t("navigation.search")}
          className="mb-2 flex h-7 shrink-0 items-center gap-2 rounded-6 border bg-surface pr-0.5 pl-2 text-12 text-muted hoverable"
        >
          <Search size={14} aria-hidden />
          {!folded && (
            <>
              <span className="flex-1 text-left">{t("navigation.search")}</span>
              <KeyCap keys="$mod+k" />
            </>
          )}
        </button>
        {entries.map(entry)}
        {!folded && <Views />}
        <div className="min-h-4 flex-1" />
        {settings && entry(settings)}
        <div className="h-2 shrink-0" />
      </div>
      <Person folded={folded} />
      <SyncBadge folded={folded} />
    </nav>
  );
}

function Header({ folded }: { folded: boolean }) {
  const { t } = useTranslation("shell");
  const go = useGo();
  const organization = useSession()?.organization;
  const signOut = useSignOut();
  const close = useDeskChange(closeDesk);
  const name = organization?.name ?? t("product");
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 border-b px-3">
      <Menu
        trigger={
          <button
            type="button"
            aria-label={folded ? `${name}, ${t("navigation.organizationMenu")}` : undefined}
            className="flex min-w-0 flex-1 items-center gap-2 rounded-6"
          >
            <span
              aria-hidden
              className="flex size-6 shrink-0 items-center justify-center rounded-6 bg-accent text-12 font-semibold text-on-accent"
            >
              {initials(name).charAt(0)}
            </span>
            {!folded && (
              <>
                <span className="min-w-0 flex-1 truncate text-left text-13 font-semibold">{name}</span>
                <ChevronsUpDown size={14} className="mr-1 shrink-0 text-muted" aria-hidden />
              </>
            )}
          </button>
        }
        items={[
          {
            label: t("navigation.switchUser"),
            icon: LogOut,
            run: () => signOut.mutate(undefined, { onSuccess: () => go("/sign-in") }),
          },
          {
            label: t("navigation.closeDesk"),
            icon: FolderOpen,
            run: () => close.mutate(undefined, { onSuccess: () => go("/start") }),
          },
        ]}
      />
      {!folded && (
        <IconButton
          icon={SquarePen}
          label={t("navigation.newTicket")}
          keys="C"
          className="-mr-1"
          onClick={() => runAction("ticket.new")}
        />
      )}
    </div>
  );
}

function ScreenLink({ screen, on, folded }: { screen: Screen; on: boolean; folded: boolean }) {
  const { t } = useTranslation("shell");
  const Icon = screen.icon;
  const title = t(`screens.${screen.name}`);
  const sync = useSync();
  const waits = screen.name === "activity" ? toDecide(sync) : 0;
  return (
    <GoLink
      to={screen.path}
      aria-label={title}
      aria-current={on ? "page" : undefined}
      title={folded ? title : undefined}
      className={classes(item, itemState(on))}
    >
      <Icon size={16} className={glyph(on)} aria-hidden />
      {!folded && (
        <>
          <span className="ml-2 flex-1 truncate">{title}</span>
          {waits > 0 ? (
            <Pill tone="warning">{count(waits)}</Pill>
          ) : (
            <span aria-hidden className={classes("text-12 font-normal", !on && "text-muted")}>
              {keyNames(screen.keys).join(" ")}
            </span>
          )}
        </>
      )}
    </GoLink>
  );
}

function Person({ folded }: { folded: boolean }) {
  const { t } = useTranslation("shell");
  const session = useSession();
  if (!session) return <div className="h-12 shrink-0 border-t" />;
  const { user, role, representative } = session;
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 border-t px-3">
      <Avatar name={user.name} self />
      {!folded && (
        <div className="min-w-0 leading-tight">
          <p className="truncate text-13 font-medium">{user.name}</p>
          <p className="flex items-center gap-1 text-11 text-muted">
            {representative ? (
              <PresenceIcon status={representative.status} />
            ) : (
              <CircleUserRound size={12} aria-hidden />
            )}
            <span className="truncate">
              {representative
                ? t("navigation.chats", {
                    state: words(representative.status),
                    active: representative.activeChats,
                    max: representative.maxChats,
                  })
                : words(role)}
            </span>
          </p>
        </div>
      )}
    </div>
  );
}
