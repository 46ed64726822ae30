import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import { DeskError } from "@/api/client";
import type { Ticket } from "@/api/generated";
import { useChange } from "@/api/queries";
import { toast } from "@/components/Toast";
import type { TicketChanges } from "./changes";
import { createInput, updateInput } from "./form";
import { TicketDialog } from "./TicketDialog";

/** Makes a ticket; `onMade` gets its id. */
export function NewTicket({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation("queue");
  const create = useChange("create_ticket");
  return (
    <TicketDialog
      onClose={onClose}
      onSave={async (draft) => {
        try {
          const made = await create.mutateAsync(createInput(draft));
          onMade(made.id);
          toast({ title: t("said.created", { number: made.ticketNumber }), undo: undoLast });
          return null;
        } catch (error) {
          return DeskError.from(error);
        }
      }}
    />
  );
}

/** Edits all fields of a ticket, as it was when the dialog opened. */
export function EditTicket({
  ticket,
  changes,
  onClose,
}: {
  ticket: Ticket;
  changes: TicketChanges;
  onClose: () => void;
}) {
  const { t } = useTranslation("queue");
  return (
    <TicketDialog
      ticket={ticket}
      onClose={onClose}
      onSave={async (draft) => {
        const fields = updateInput(ticket, draft);
        try {
          if (Object.keys(fields).length > 0) {
            await changes.send(ticket, { do: "edit", fields }, ticket.updatedAt);
            toast({ title: t("said.edited"), undo: undoLast });
          }
          onClose();
          return null;
        } catch (error) {
          return DeskError.from(error);
        }
      }}
    />
  );
}
