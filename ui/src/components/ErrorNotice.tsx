import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";

export interface ErrorNoticeProps {
  /** A DeskError, or anything with its code and message. */
  error: { code?: string; message: string };
  /** What is still safe; that nothing was changed when left out. */
  safe?: string;
  onRetry?: () => void;
}

/** A refusal: what was wrong, what would be accepted, and what is still safe. */
export function ErrorNotice({ error, safe, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="flex items-start gap-2.5 rounded-8 bg-danger-soft p-3">
      <CircleAlert size={16} className="mt-0.5 shrink-0 text-danger" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="text-13 font-medium text-danger">{t(`errors.title.${error.code ?? "INTERNAL"}`)}</p>
        <p className="text-12 break-words">{error.message}</p>
        <p className="text-12">{safe ?? t("errors.safe")}</p>
      </div>
      {onRetry && <Button onClick={onRetry}>{t("actions.retry")}</Button>}
    </div>
  );
}
