import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DeskError } from "@/api/client";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNotice } from "@/components/ErrorNotice";
import { Skeleton } from "@/components/Skeleton";

/** A screen that failed to render or whose guard was refused. */
export function Failed({ error, reset }: ErrorComponentProps) {
  return (
    <div className="m-auto w-full max-w-[560px] p-6">
      <ErrorNotice error={DeskError.from(error)} onRetry={reset} />
    </div>
  );
}

/** A screen that takes long to come. */
export function Pending() {
  return (
    <div className="flex-1 p-4">
      <Skeleton />
    </div>
  );
}

/** An address that no screen has. */
export function Missing() {
  const { t } = useTranslation("shell");
  return (
    <EmptyState title={t("missing")}>
      <Link to="/today" className="text-12 text-accent">
        {t("goToday")}
      </Link>
    </EmptyState>
  );
}
