import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { GoLink } from "@/lib/go";
import { screens } from "@/lib/screens";

/** The screens that share this one's navigation entry, as tabs for a FilterBar; nothing when it is alone. */
export function ScreenTabs({ screen }: { screen: string }) {
  const { t } = useTranslation("shell");
  const group = screens.find((each) => each.name === screen)?.group;
  const tabs = screens.filter((each) => each.group === group);
  if (tabs.length < 2) return null;
  return (
    <nav className="flex gap-2">
      {tabs.map(({ name, path }) => (
        <GoLink
          key={name}
          to={path}
          aria-current={name === screen ? "page" : undefined}
          className={classes(
            "inline-flex h-6 items-center rounded-6 border px-2 text-11 font-medium whitespace-nowrap",
            name === screen
              ? "border-transparent bg-selected text-accent"
              : "bg-surface text-muted hoverable",
          )}
        >
          {t(`tabs.${name}`)}
        </GoLink>
      ))}
    </nav>
  );
}
