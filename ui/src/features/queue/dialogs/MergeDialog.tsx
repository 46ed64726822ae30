import { useState } from "react";
import { useTranslation } from "react-i18next";
import { undoLast } from "@/actions";
import type { Ticket } from "@/api/generated";
import { useChange, useOperation } from "@/api/queries";
import { Combobox } from "@/components/Combobox";
import { Field } from "@/components/Field";
import type { Option } from "@/components/Select";
import { StatusIcon } from "@/components/Status";
import { toast } from "@/components/Toast";
import { useSettled } from "@/lib/useSettled";
import { openWork } from "../view";
import { ActDialog } from "./ActDialog";

export interface MergeDialogProps {
  ticket: Ticket;
  onMerged: (into: string) => void;
  onClose: () => void;
}

/** Merges a ticket into another one, which goes on: the customer's own come first. */
export function MergeDialog({ ticket, onMerged, onClose }: MergeDialogProps) {
  const { t } = useTranslation("queue");
  const [into, setInto] = useState<Option | null>(null);
  const [text, setText] = useState("");
  const merge = useChange("merge_tickets");
  const options = useTickets(ticket, text === into?.label ? "" : text);
  return (
    <ActDialog
      title={t("merge.title", { what: ticket.ticketNumber })}
      description={t("merge.hint")}
      action={t("actions.merge")}
      ready={into !== null}
      onClose={onClose}
      onAct={async () => {
        if (!into) return;
        const goesOn = await merge.mutateAsync({ id: ticket.id, into: into.value });
        toast({
          title: t("said.merged", { what: ticket.ticketNumber, into: goesOn.ticketNumber }),
          undo: undoLast,
        });
        onMerged(goesOn.id);
      }}
    >
      <Field label={t("merge.into")} required>
        {(input) => (
          <Combobox
            {...input}
            options={options}
            value={into}
            onChange={setInto}
            onSearch={setText}
            placeholder={t("merge.placeholder")}
            clearable
          />
        )}
      </Field>
    </ActDialog>
  );
}

/** Tickets it may go into: what is found for the text, or the customer's other open ones. */
function useTickets(ticket: Ticket, text: string): Option[] {
  const wanted = useSettled(text.trim());
  const own = useOperation("list_tickets", {
    filter: { customerId: ticket.customerId, status: [...openWork] },
    limit: 20,
  }).data?.items;
  const found = useOperation(
    "search",
    { query: `is:ticket ${wanted}`, limit: 12 },
    { enabled: wanted !== "" },
  ).data?.items;
  const tickets =
    wanted === "" ? (own ?? []) : (found ?? []).flatMap((hit) => (hit.table === "tickets" ? [hit.row] : []));
  return tickets
    .filter(({ id }) => id !== ticket.id)
    .map(({ id, ticketNumber, subject, status }) => ({
      value: id,
      label: `${ticketNumber} ${subject}`,
      icon: <StatusIcon status={status} />,
    }));
}
