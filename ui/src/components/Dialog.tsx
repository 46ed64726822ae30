import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  /** Buttons at the lower right, the primary one last. */
  footer?: ReactNode;
  width?: number;
  children: ReactNode;
}

/** A modal dialog. Focus stays inside, Escape closes it. */
export function Dialog({ open, onClose, title, description, footer, width = 480, children }: DialogProps) {
  const { t } = useTranslation();
  const body = useRef<HTMLDivElement>(null);
  // What is to be filled in comes first; the close button, first in the tab order, is for last.
  const first = () => body.current?.querySelector<HTMLElement>("input, textarea, [role=combobox]") ?? true;
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Base.Popup
          initialFocus={first}
          style={{ width }}
          className="floating fixed top-[12%] left-1/2 z-40 flex max-h-[76%] max-w-[calc(100%-32px)] -translate-x-1/2 flex-col"
        >
          <header className="flex h-12 shrink-0 items-center justify-between border-b pr-2 pl-4">
            <Base.Title className="truncate text-14 font-semibold">{title}</Base.Title>
            <Base.Close
              aria-label={t("actions.close")}
              className="flex size-7 items-center justify-center rounded-6 text-muted hoverable"
            >
              <X size={16} aria-hidden />
            </Base.Close>
          </header>
          <div ref={body} className="flex flex-col gap-3 overflow-y-auto p-4">
            {description && <Base.Description className="text-13 text-muted">{description}</Base.Description>}
            {children}
          </div>
          {footer && <footer className="flex shrink-0 justify-end gap-2 border-t px-4 py-3">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
