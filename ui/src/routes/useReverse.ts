import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { redoLast, undoLast } from "@/actions";
import { call, DeskError } from "@/api/client";
import type { SkippedRow } from "@/api/generated";
import { settled } from "@/api/queries";
import { toast, useToasts } from "@/components/Toast";
import { wordsInside } from "@/lib/format";
import { newId } from "@/lib/ids";

/** How many skipped rows a toast names. */
const NAMED = 4;

/** Undo and redo of the signed-in user's operations, one after another, told by a toast. */
export function useReverse(): (name: "undo" | "redo") => void {
  const { t } = useTranslation("shell");
  const client = useQueryClient();
  const last = useRef<Promise<void>>(Promise.resolve());

  const lineOf = ({ label, reason, by }: SkippedRow) =>
    by?.name && !reason.includes(by.name)
      ? t("reverse.lineBy", { label, reason, name: by.name })
      : t("reverse.line", { label, reason });

  const reverse = async (name: "undo" | "redo") => {
    useToasts.getState().dismiss();
    await settled(client);
    try {
      const { operation, skipped } = await call(name, { requestId: newId() });
      const more = skipped.length - NAMED;
      const title = t(name === "undo" ? "reverse.undone" : "reverse.redone", {
        operation: wordsInside(operation),
      });
      toast({
        title,
        ...(skipped.length > 0 && {
          tone: "danger" as const,
          detail: t("reverse.skipped", { count: skipped.length }),
          lines: [
            ...skipped.slice(0, NAMED).map(lineOf),
            ...(more > 0 ? [t("reverse.more", { count: more })] : []),
          ],
        }),
        ...(name === "undo" ? { redo: redoLast } : { undo: undoLast }),
      });
    } catch (reason) {
      const { code, message } = DeskError.from(reason);
      const texts = name === "undo" ? ["nothingUndo", "refused"] : (["nothingRedo", "refusedRedo"] as const);
      toast({
        tone: "danger",
        title: t(`reverse.${texts[code === "STALE" ? 0 : 1]}`),
        detail: message,
      });
    }
  };

  return (name) => {
    last.current = last.current.then(() => reverse(name));
  };
}
