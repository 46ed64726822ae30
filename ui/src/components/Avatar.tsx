import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { initials } from "@/lib/format";

export interface AvatarProps {
  /** Whose; nobody is a dashed circle with a plus. */
  name: string | null | undefined;
  /** The signed-in person is in accent. */
  self?: boolean;
  size?: 24 | 40;
  /** What nobody is called here. */
  nobody?: string;
}

/** A person by initials. */
export function Avatar({ name, self, size = 24, nobody }: AvatarProps) {
  const { t } = useTranslation();
  const box = { width: size, height: size };
  if (!name) {
    return (
      <span
        role="img"
        aria-label={nobody ?? t("nobody")}
        title={nobody ?? t("nobody")}
        style={box}
        className="inline-flex shrink-0 items-center justify-center rounded-[50%] border border-dashed border-control text-muted"
      >
        <Plus size={12} aria-hidden />
      </span>
    );
  }
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      style={box}
      className={classes(
        "inline-flex shrink-0 items-center justify-center rounded-[50%] font-semibold",
        size === 24 ? "text-[10px]" : "text-14",
        self ? "bg-accent-soft text-accent" : "border bg-raised text-muted",
      )}
    >
      {initials(name)}
    </span>
  );
}
