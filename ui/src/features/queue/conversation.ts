import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { Message, MessageVisibility, Ticket, User } from "@/api/generated";
import { paint, useChange } from "@/api/queries";
import { useSession } from "@/api/session";
import { toast } from "@/components/Toast";
import { newId } from "@/lib/ids";
import type { TicketChanges } from "./changes";
import { draftOf, dropDraft, writeDraft } from "./drafts";

/** Adds to a ticket's conversation: shown at once, taken back with the reason when refused. */
export function useConversation(changes: TicketChanges) {
  const { t } = useTranslation("queue");
  const user = useSession()?.user;
  const write = useChange("add_message", {
    paint: ({ ticketId, visibility, body, authorId }) => {
      const at = new Date().toISOString();
      const message: Message & { author: User | null } = {
        id: newId(),
        organizationId: "",
        conversationId: "",
        authorId: authorId ?? user?.id ?? null,
        author: user ?? null,
        visibility,
        body,
        createdAt: at,
        updatedAt: at,
      };
      return [
        paint(
          "ticket_timeline",
          (timeline, page) =>
            // What the customer wrote is shown as the desk answers: it may move the ticket too.
            page > 0 || authorId
              ? timeline
              : { ...timeline, items: [{ type: "message", at, message }, ...timeline.items] },
          { id: ticketId },
        ),
      ];
    },
  });

  /** Adds what is being written for a ticket; `resolve` resolves it after that. */
  const addDraft = async (ticket: Ticket, visibility: MessageVisibility, resolve: boolean) => {
    const key = { ticketId: ticket.id, visibility };
    const body = draftOf(key).trim();
    if (body === "") return;
    dropDraft(key);
    const name = visibility === "PUBLIC" ? "replied" : "noted";
    if (!resolve) toast({ title: t(`said.${name}`, { what: ticket.ticketNumber }), undo: undoLast });
    try {
      await write.mutateAsync({ ...key, body });
    } catch (reason) {
      // What was typed goes back where it was typed, unless more was typed meanwhile.
      if (draftOf(key) === "") writeDraft(key, body);
      changes.refuse(ticket, reason as never);
      return;
    }
    if (!resolve) return;
    const said = t("said.resolved", { what: ticket.ticketNumber });
    await changes.act(ticket, { do: "move", status: "RESOLVED" }, said, null);
  };

  /** Records what the customer wrote elsewhere. Resolves to why it was refused, or null. */
  const record = (ticket: Ticket, body: string) =>
    write.mutateAsync({
      ticketId: ticket.id,
      visibility: "PUBLIC",
      body,
      authorId: ticket.customerId,
    });

  return { addDraft, record };
}
