import { useTranslation } from "react-i18next";
import type { Ticket, TicketStatus } from "@/api/generated";
import { words, wordsInside } from "@/lib/format";
import { stepsFrom } from "./steps";

/** Says why a ticket cannot become a status now, and what it can become. */
export function useWhyNot(): (ticket: Ticket, to: TicketStatus) => string {
  const { t } = useTranslation("queue");
  return ({ status }, to) =>
    status === to
      ? t("step.already", { status: wordsInside(status) })
      : t("step.refused", {
          from: words(status),
          to: wordsInside(to),
          steps: stepsFrom(status).map(wordsInside).join(t("step.or")),
        });
}
