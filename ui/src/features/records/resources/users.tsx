import { BookUser } from "lucide-react";
import { enums } from "@/api/generated";
import { Avatar } from "@/components/Avatar";
import { age, words } from "@/lib/format";
import type { Resource } from "../resource";
import { eachOf } from "./choices";

/** Customers and those who work here. */
export const users: Resource = {
  screen: "users",
  icon: BookUser,
  list: "list_users",
  get: "get_user",
  create: "create_user",
  update: "update_user",
  remove: "delete_user",
  table: "users",
  chips: { field: "role", choices: eachOf(enums.user_role) },
  sorts: [
    { field: "createdAt", direction: "desc" },
    { field: "name", direction: "asc" },
    { field: "email", direction: "asc" },
    { field: "updatedAt", direction: "desc" },
  ],
  leadWidth: 24,
  row: (row, { now, session }) => ({
    lead: <Avatar name={String(row.name)} self={row.id === session?.user.id} />,
    title: String(row.name),
    line: String(row.email),
    side: age(row.createdAt, now),
    note: { text: words(String(row.role)), tone: row.role === "CUSTOMER" ? "neutral" : "accent" },
  }),
  title: (row) => String(row.name),
  details: { name: "text", email: "text", role: "label", createdAt: "instant", updatedAt: "instant" },
};
