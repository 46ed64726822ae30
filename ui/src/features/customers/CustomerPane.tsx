import { ChevronDown, IdCard, Pencil, ShieldCheck, Trash2, UserRoundPlus } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast, useActions } from "@/actions";
import { type AccountStanding, type CustomerProfile, enums, type User } from "@/api/generated";
import { useMay } from "@/api/may";
import { paint, useChange } from "@/api/queries";
import { useIsUnsynced } from "@/api/sync";
import { Avatar } from "@/components/Avatar";
import { Button, IconButton } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Menu } from "@/components/Menu";
import { PaneHeader } from "@/components/Pane";
import { Skeleton } from "@/components/Skeleton";
import { StandingPill, TierPill } from "@/components/Status";
import { toast } from "@/components/Toast";
import { UnsyncedMark } from "@/components/UnsyncedMark";
import { billingDay, day, money, words, wordsInside } from "@/lib/format";
import { useGo, useSearch } from "@/lib/go";
import { DeleteProfile } from "./DeleteProfile";
import { EditProfile } from "./EditProfile";
import { History } from "./History";
import { NewCustomer } from "./NewCustomer";
import { Escalations, Refunds, Tickets } from "./Related";
import { Known, Usage } from "./Usage";
import { useCustomer } from "./useCustomers";

/** All that is known of one customer. */
export function CustomerPane({ id }: { id: string }) {
  const go = useGo();
  const [search] = useSearch();
  const { user, profile, isPending, error, elsewhere, refetch } = useCustomer(id);
  useEffect(() => {
    if (elsewhere) go(`/customers/${elsewhere}`, search, { replace: true });
  }, [elsewhere, go, search]);

  if (error) {
    return (
      <>
        <PaneHeader wide />
        <div className="p-6">
          <ErrorNotice error={error} onRetry={refetch} />
        </div>
      </>
    );
  }
  if (isPending || !user) {
    return (
      <>
        <PaneHeader wide />
        <Skeleton rows={6} />
      </>
    );
  }
  return <Found user={user} profile={profile} />;
}

function Found({ user, profile }: { user: User; profile: CustomerProfile | undefined }) {
  const { t } = useTranslation("customers");
  const may = useMay();
  const ofUser = useIsUnsynced("users", user.id);
  const ofProfile = useIsUnsynced("customer_profiles", profile?.id);
  const [dialog, setDialog] = useState<"edit" | "profile" | "delete" | null>(null);
  const [choosing, setChoosing] = useState(false);
  const mayEdit = may("update_customer_profile");
  const update = useStanding(user, profile);
  const close = () => setDialog(null);

  useActions([
    {
      id: "customer.edit",
      scope: "item",
      title: t("edit.action"),
      detail: user.name,
      icon: Pencil,
      keys: "e",
      when: () => profile !== undefined && mayEdit,
      run: () => setDialog("edit"),
    },
    {
      id: "customer.standing",
      scope: "item",
      title: t("standing.action"),
      detail: user.name,
      icon: ShieldCheck,
      keys: "s",
      when: () => profile !== undefined && mayEdit,
      run: () => setChoosing(true),
    },
    {
      id: "customer.profile",
      scope: "item",
      title: t("profile.create"),
      detail: user.name,
      icon: UserRoundPlus,
      when: () => profile === undefined,
      run: () => setDialog("profile"),
    },
  ]);

  return (
    <>
      <PaneHeader
        wide
        aside={
          <span className="inline-flex items-center gap-2">
            {t("pane.since", { date: day(profile?.joinedAt ?? user.createdAt) })}
            {(ofUser || ofProfile) && <UnsyncedMark />}
          </span>
        }
        actions={
          profile && (
            <>
              <Menu
                align="end"
                open={choosing}
                onOpenChange={setChoosing}
                trigger={
                  <Button
                    icon={ShieldCheck}
                    keys="s"
                    disabled={!mayEdit}
                    title={mayEdit ? undefined : t("standing.lead")}
                  >
                    {t("standing.action")}
                    <ChevronDown size={12} aria-hidden />
                  </Button>
                }
                items={enums.account_standing.map((standing) => ({
                  label: words(standing),
                  checked: profile.standing === standing,
                  run: () => update(standing),
                }))}
              />
              <Button
                icon={Pencil}
                keys="e"
                disabled={!mayEdit}
                title={mayEdit ? undefined : t("edit.lead")}
                onClick={() => setDialog("edit")}
              >
                {t("edit.action")}
              </Button>
              <IconButton
                icon={Trash2}
                label={may("delete_customer_profile") ? t("delete.action") : t("delete.lead")}
                disabled={!may("delete_customer_profile")}
                onClick={() => setDialog("delete")}
              />
            </>
          )
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto bg-bg">
        <header className="border-b bg-surface px-6 py-4">
          <div className="flex items-center gap-3">
            <Avatar name={user.name} size={40} />
            <div className="min-w-0 flex-1">
              <h2 className="truncate text-20 font-semibold">{user.name}</h2>
              <p className="truncate text-12 text-muted">{user.email}</p>
            </div>
            {profile && (
              <>
                <TierPill tier={profile.tier} />
                <StandingPill standing={profile.standing} />
              </>
            )}
          </div>
          {profile && (
            <dl className="mt-4 grid grid-cols-4 gap-4">
              <Property label={words("lifetimeValue")}>{money(profile.lifetimeValue)}</Property>
              <Property label={words("billingAmount")}>
                {profile.billingAmount === null
                  ? t("pane.unknown")
                  : profile.billingCycle
                    ? t("pane.billing", {
                        amount: money(profile.billingAmount),
                        cycle: wordsInside(profile.billingCycle),
                      })
                    : money(profile.billingAmount)}
              </Property>
              <Property label={words("lastBillingDate")}>
                {profile.lastBillingDate ? billingDay(profile.lastBillingDate) : t("pane.unknown")}
              </Property>
              <Property label={words("nextBillingDate")}>
                {profile.nextBillingDate ? billingDay(profile.nextBillingDate) : t("pane.unknown")}
              </Property>
            </dl>
          )}
        </header>
        <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] items-start gap-4 px-6 py-4 *:flex *:min-w-0 *:flex-col *:gap-4">
          <div>
            <Tickets customerId={user.id} />
            <Escalations customerId={user.id} />
            <Refunds customerId={user.id} />
          </div>
          <div>
            {profile ? (
              <>
                <Usage profile={profile} />
                <Known title={t("context.title")} value={profile.context} empty={t("context.empty")} />
                <Known title={words("preferences")} value={profile.preferences} />
                <History id={profile.id} />
              </>
            ) : (
              <EmptyState icon={IdCard} title={t("profile.missing")}>
                <Button kind="primary" onClick={() => setDialog("profile")}>
                  {t("profile.create")}
                </Button>
              </EmptyState>
            )}
          </div>
        </div>
      </div>
      {dialog === "edit" && profile && <EditProfile profile={profile} name={user.name} onClose={close} />}
      {dialog === "profile" && <NewCustomer user={user} onClose={close} />}
      {dialog === "delete" && profile && <DeleteProfile profile={profile} name={user.name} onClose={close} />}
    </>
  );
}

function Property({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-11 text-muted">{label}</dt>
      <dd className="truncate text-13 font-medium">{children}</dd>
    </div>
  );
}

/** Changes how a customer stands; shown at once, and the toast takes it back. */
function useStanding(user: User, profile: CustomerProfile | undefined) {
  const { t } = useTranslation("customers");
  const change = useChange("update_customer_profile", {
    paint: ({ id, standing }) => [
      paint("list_customer_profiles", (page) => ({
        ...page,
        items: page.items.map((each) => (each.id === id && standing ? { ...each, standing } : each)),
      })),
    ],
    onError: (error) => toast({ title: t("standing.refused"), detail: error.message, tone: "danger" }),
  });
  return (standing: AccountStanding) => {
    if (!profile || profile.standing === standing) return;
    change.mutate(
      { id: profile.id, standing, expectedUpdatedAt: profile.updatedAt },
      {
        onSuccess: () =>
          toast({
            title: t("standing.done", { name: user.name, standing: words(standing) }),
            undo: undoLast,
          }),
      },
    );
  };
}
