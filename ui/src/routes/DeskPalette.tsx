import { useLocation } from "@tanstack/react-router";
import { Banknote, UserRound } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Palette, type PaletteProps } from "@/actions";
import type { SearchHit, Segment } from "@/api/generated";
import { useOperation } from "@/api/queries";
import { PriorityIcon } from "@/components/Status";
import { money } from "@/lib/format";
import { useGo } from "@/lib/go";
import { useSettled } from "@/lib/useSettled";

type Base = Pick<PaletteProps, "open" | "onClose" | "onCheatSheet">;

/** The palette over this desk: it knows which row is open, and finds what holds the text. */
export function DeskPalette(props: Base) {
  const [text, setText] = useState("");
  const { open } = props;
  useEffect(() => {
    if (!open) setText("");
  }, [open]);
  const finds = useFinds(text, open);
  return <Palette {...props} about={useAbout(open)} onText={setText} finds={finds} />;
}

/** What the open row is called. The screen has read it already, so this comes from the cache. */
function useAbout(open: boolean): PaletteProps["about"] {
  const { t } = useTranslation("shell");
  const [, screen, id = ""] = useLocation({ select: ({ pathname }) => pathname }).split("/");
  const wants = (name: string) => ({ enabled: open && screen === name && id !== "", keepPrevious: false });
  const ticket = useOperation("get_ticket", { id }, wants("queue")).data;
  const user = useOperation("get_user", { id }, wants("customers")).data;
  if (ticket && screen === "queue") return { chip: ticket.ticketNumber, heading: t("palette.thisTicket") };
  if (user && screen === "customers") return { chip: user.name, heading: t("palette.thisCustomer") };
  return undefined;
}

/** How many of a kind are shown. */
const MOST = 5;

/** Tickets, customers and refunds that hold the text. */
function useFinds(text: string, open: boolean): NonNullable<PaletteProps["finds"]> {
  const { t } = useTranslation("shell");
  const go = useGo();
  const wanted = useSettled(text.trim());
  const enabled = open && wanted !== "";
  const found = useOperation("search", { query: wanted, limit: 20 }, { enabled }).data?.items;
  if (!enabled || !found) return [];
  const plain = (segments: readonly Segment[] | null) => (segments ?? []).map((each) => each.text).join("");
  const of = <T extends SearchHit["table"]>(table: T) =>
    found
      .flatMap((hit) => (hit.table === table ? [hit as Extract<SearchHit, { table: T }>] : []))
      .slice(0, MOST);
  const common = ({ id, title, number }: SearchHit) => ({ id, title: plain(title), name: plain(number) });
  return [
    {
      heading: t("palette.tickets"),
      items: of("tickets").map((hit) => ({
        ...common(hit),
        detail: hit.row.customer?.name,
        icon: <PriorityIcon priority={hit.row.priority} />,
        name: hit.row.ticketNumber,
        run: () => go(`/queue/${hit.id}`),
      })),
    },
    {
      heading: t("palette.customers"),
      items: of("users").map((hit) => ({
        ...common(hit),
        detail: hit.row.email,
        icon: <UserRound size={16} aria-hidden />,
        run: () => go(`/customers/${hit.id}`),
      })),
    },
    {
      heading: t("palette.refunds"),
      items: of("refunds").map((hit) => ({
        ...common(hit),
        detail: hit.row.customer?.name,
        icon: <Banknote size={16} aria-hidden />,
        name: money(hit.row.amount),
        run: () => go(`/refunds/${hit.id}`),
      })),
    },
  ];
}
