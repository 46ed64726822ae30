import { CloudUpload } from "lucide-react";
import { useTranslation } from "react-i18next";

/** A small cloud on what the hub was not told yet; with `named` the words beside it, for a list's foot. */
export function UnsyncedMark({ named }: { named?: boolean }) {
  const { t } = useTranslation();
  const text = t("unsynced");
  if (named)
    return (
      <>
        <CloudUpload size={12} aria-hidden />
        {text}
      </>
    );
  return (
    <span role="img" aria-label={text} title={text} className="inline-flex shrink-0 text-muted">
      <CloudUpload size={12} aria-hidden />
    </span>
  );
}
