import { CircleAlert, CircleCheck, Redo2, Undo2, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { Button, IconButton } from "./Button";

/** How long a toast stays, in seconds. */
const STAYS = 8;

export interface ToastContent {
  title: string;
  detail?: string;
  tone?: "success" | "danger";
  /** More to be told, a line each. */
  lines?: readonly string[];
  /** Offers Undo for as long as the toast stays. */
  undo?: () => void;
  /** Offers Redo instead, after an undo. */
  redo?: () => void;
}

interface Toasts {
  current: (ToastContent & { id: number }) | null;
  show(content: ToastContent): void;
  dismiss(): void;
}

/** One toast at a time: the newest replaces the one before. */
export const useToasts = create<Toasts>()((set) => ({
  current: null,
  show: (content) => set((state) => ({ current: { ...content, id: (state.current?.id ?? 0) + 1 } })),
  dismiss: () => set({ current: null }),
}));

/** Shows a toast, from anywhere. */
export const toast = (content: ToastContent): void => useToasts.getState().show(content);

/** Where toasts appear: lower right, 268 wide. The shell mounts it once. */
export function ToastRegion() {
  const current = useToasts((state) => state.current);
  return (
    <div aria-live="polite" className="fixed right-4 bottom-4 z-50 w-[268px]">
      {current && <Toast key={current.id} {...current} />}
    </div>
  );
}

function Toast({ title, detail, lines = [], tone = "success", undo, redo }: ToastContent) {
  const { t } = useTranslation();
  const dismiss = useToasts((state) => state.dismiss);
  // Lines take longer to read.
  const [left, setLeft] = useState(STAYS + 4 * lines.length);
  const act = undo ?? redo;

  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) dismiss();
  }, [left, dismiss]);

  const Icon = tone === "success" ? CircleCheck : CircleAlert;
  return (
    <div className="floating p-3">
      <div className="flex items-start gap-2.5">
        <Icon
          size={16}
          aria-hidden
          className={tone === "success" ? "mt-0.5 text-success" : "mt-0.5 text-danger"}
        />
        <p className="flex-1 text-13 font-medium">{title}</p>
        {!act && <IconButton icon={X} label={t("actions.close")} onClick={dismiss} className="-mt-1 -mr-1" />}
      </div>
      {lines.length > 0 && (
        <ul className="mt-1.5 max-h-40 overflow-y-auto text-12">
          {lines.map((line) => (
            <li key={line} className="break-words">
              {line}
            </li>
          ))}
        </ul>
      )}
      {(act || detail) && (
        <div className="mt-1.5 flex items-center justify-between gap-2">
          <span aria-hidden={!detail} className="text-11 text-muted">
            {detail ?? t("savedSecondsLeft", { seconds: left })}
          </span>
          {act && (
            <Button
              icon={undo ? Undo2 : Redo2}
              keys={undo ? "z" : "Shift+$mod+z"}
              onClick={() => {
                dismiss();
                act();
              }}
            >
              {t(undo ? "actions.undo" : "actions.redo")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
