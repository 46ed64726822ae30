import { CircleCheck, CirclePause, Clock3, UserCog } from "lucide-react";
import { enums } from "@/api/generated";
import { Avatar } from "@/components/Avatar";
import { words } from "@/lib/format";
import { RepresentativeFigures, RepresentativeHead } from "../parts/RepresentativeParts";
import { personName } from "../relations";
import type { Resource } from "../resource";
import { eachOf } from "./choices";

const presences = {
  ONLINE: { icon: CircleCheck, tone: "success" },
  AWAY: { icon: Clock3, tone: "neutral" },
  OFFLINE: { icon: CirclePause, tone: "neutral" },
} as const;

/** Who works here, with role, availability and load. */
export const representatives: Resource = {
  screen: "representatives",
  icon: UserCog,
  list: "list_representatives",
  get: "get_representative",
  create: "create_representative",
  update: "update_representative",
  remove: "delete_representative",
  table: "representatives",
  chips: { field: "status", choices: eachOf(enums.representative_status) },
  filters: { role: enums.representative_role },
  sorts: [
    { field: "role", direction: "desc" },
    { field: "activeChats", direction: "desc" },
    { field: "rating", direction: "desc" },
    { field: "createdAt", direction: "desc" },
  ],
  leadWidth: 24,
  row: (row, { t, session }) => ({
    lead: <Avatar name={personName(row, "user")} self={row.userId === session?.user.id} />,
    title: personName(row, "user") ?? String(row.id),
    line: words(String(row.role)),
    side: t("representative.load", { active: row.activeChats, max: row.maxChats }),
    note: { ...presences[String(row.status) as keyof typeof presences], text: words(String(row.status)) },
  }),
  title: (row) => personName(row, "user") ?? String(row.id),
  details: {
    user: "person",
    role: "label",
    status: "label",
    activeChats: "count",
    maxChats: "count",
    rating: "text",
    lastActiveAt: "instant",
    createdAt: "instant",
  },
  Head: RepresentativeHead,
  More: RepresentativeFigures,
};
