import { CircleAlert, CircleCheck, Undo2, X } from "lucide-react";
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
  /** Offers Undo for as long as the toast stays. */
  undo?: () => void;
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

function Toast({ title, detail, tone = "success", undo }: ToastContent) {
  const { t } = useTranslation();
  const dismiss = useToasts((state) => state.dismiss);
  const [left, setLeft] = useState(STAYS);

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
        {!undo && (
          <IconButton icon={X} label={t("actions.close")} onClick={dismiss} className="-mt-1 -mr-1" />
        )}
      </div>
      {(undo || detail) && (
        <div className="mt-1.5 flex items-center justify-between gap-2">
          <span aria-hidden={!detail} className="text-11 text-muted">
            {detail ?? t("savedSecondsLeft", { seconds: left })}
          </span>
          {undo && (
            <Button
              icon={Undo2}
              keys="z"
              onClick={() => {
                undo();
                dismiss();
              }}
            >
              {t("actions.undo")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
