import { useTranslation } from "react-i18next";
import type { Representative } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { useSession } from "@/api/session";
import { Avatar } from "@/components/Avatar";
import { Card } from "@/components/Card";
import { LoadMeter } from "@/components/LoadMeter";
import { PresenceIcon, StatusIcon } from "@/components/Status";
import { classes } from "@/lib/classes";
import { count, words } from "@/lib/format";
import { GoLink } from "@/lib/go";

const LANES = 5;
const order = ["ONLINE", "AWAY", "OFFLINE"];

/** The signed-in person's tickets and chats, and the others' beside them. */
export function Load({
  mine,
}: {
  mine: Partial<Record<"OPEN" | "IN_PROGRESS" | "WAITING", number>> | undefined;
}) {
  const { t } = useTranslation("today");
  const me = useSession()?.representative;
  const people = useOperation("list_representatives", { limit: 100 }).data?.items ?? [];
  const self = people.find(({ id }) => id === me?.id);
  const others = people
    .filter(({ id }) => id !== me?.id)
    .sort((left, right) => order.indexOf(left.status) - order.indexOf(right.status));
  const lanes = [...(self ? [self] : []), ...others];
  const free = self ? self.maxChats - self.activeChats : 0;

  return (
    <Card
      title={self ? t("load.mine") : t("load.team")}
      aside={self && (free > 0 ? t("load.free", { count: free }) : t("load.full"))}
    >
      {self && mine && (
        <dl className="mb-4 grid grid-cols-3">
          {(["OPEN", "IN_PROGRESS", "WAITING"] as const).map((status) => (
            <div key={status} className="flex flex-col-reverse">
              <dt className="flex items-center gap-1 text-11 text-muted">
                <span aria-hidden>
                  <StatusIcon status={status} size={12} />
                </span>
                {words(status)}
              </dt>
              <dd className="text-16 font-semibold">{count(mine[status] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      )}
      <ul className="flex flex-col gap-1.5">
        {lanes.slice(0, LANES).map((person) => (
          <Lane key={person.id} person={person} self={person === self} />
        ))}
      </ul>
      {people.length === 0 && <p className="text-12 text-muted">{t("load.nobody")}</p>}
      {lanes.length > LANES && (
        <GoLink to="/representatives" className="mt-2 block text-12 text-accent">
          {t("load.more", { count: lanes.length - LANES })}
        </GoLink>
      )}
    </Card>
  );
}

/** One person: name, presence and how many places are taken. */
function Lane({ person, self }: { person: Representative; self: boolean }) {
  const { t } = useTranslation("today");
  const { activeChats, maxChats, status } = person;
  const name = person.user?.name ?? "";
  const full = activeChats >= maxChats;
  return (
    <li className="flex h-8 items-center gap-3">
      <Avatar name={name} self={self} />
      <span className="w-24 shrink-0 leading-tight">
        <span className="block truncate text-12 font-medium">{name}</span>
        <span className={classes("flex items-center gap-1 text-11", full ? "text-warning" : "text-muted")}>
          <PresenceIcon status={status} />
          {full ? t("load.fullLane", { state: words(status) }) : words(status)}
        </span>
      </span>
      <span className="flex min-w-0 flex-1 justify-end">
        <LoadMeter active={activeChats} max={maxChats} label={t("load.lane", { name })} self={self} />
      </span>
      <span className="w-14 shrink-0 text-right text-12">
        {t("load.of", { active: activeChats, max: maxChats })}
      </span>
    </li>
  );
}
