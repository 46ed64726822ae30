import { useLocation } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Find, Palette, type PaletteProps } from "@/actions";
import { useOperation } from "@/api/queries";
import { PriorityIcon } from "@/components/Status";
import { useGo } from "@/lib/go";

type Base = Pick<PaletteProps, "open" | "onClose" | "onCheatSheet">;

/** The palette over this desk: it knows which row is open, and finds tickets. */
export function DeskPalette(props: Base) {
  const { t } = useTranslation("shell");
  const [text, setText] = useState("");
  const { open } = props;
  useEffect(() => {
    if (!open) setText("");
  }, [open]);
  const tickets = useTickets(text, open);
  return (
    <Palette
      {...props}
      about={useAbout(open)}
      onText={setText}
      finds={{ heading: t("palette.tickets"), items: tickets }}
    />
  );
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

/** Letters to type before the file is asked. */
const ENOUGH = 2;
const MOST = 5;

/** Tickets whose number or subject begins with the text; digits alone are a number's. */
function useTickets(text: string, open: boolean): readonly Find[] {
  const go = useGo();
  const wanted = useSettled(text.trim());
  const enabled = open && wanted.length >= ENOUGH;
  const number = /^\d+$/.test(wanted) ? `TICKET-${wanted}` : wanted;
  const byNumber = useOperation(
    "list_tickets",
    { filter: { ticketNumber: { startsWith: number } }, limit: MOST },
    { enabled },
  );
  const bySubject = useOperation(
    "list_tickets",
    { filter: { subject: { startsWith: wanted } }, limit: MOST },
    { enabled },
  );
  if (!enabled) return [];
  const found = [...(byNumber.data?.items ?? []), ...(bySubject.data?.items ?? [])];
  const unique = [...new Map(found.map((ticket) => [ticket.id, ticket])).values()];
  return unique.map((ticket) => ({
    id: ticket.id,
    title: ticket.subject,
    detail: ticket.customer?.name,
    icon: <PriorityIcon priority={ticket.priority} />,
    name: ticket.ticketNumber,
    run: () => go(`/queue/${ticket.id}`),
  }));
}

/** The text once nothing was typed for a moment: one question to the file instead of one a letter. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 80);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
