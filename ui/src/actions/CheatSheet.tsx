import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { KeyCap } from "@/components/KeyCap";
import { activeActions, keysOf, scopes, useRegistry } from "./registry";

/** All keys that work here and now, by scope. */
export function CheatSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("shell");
  useRegistry((state) => state.groups);
  const actions = open ? activeActions().filter((action) => keysOf(action).length > 0) : [];
  return (
    <Dialog open={open} onClose={onClose} title={t("cheatSheet.title")} width={720}>
      <div className="columns-2 gap-8">
        {scopes.map((scope) => {
          const group = actions.filter((action) => action.scope === scope);
          if (group.length === 0) return null;
          return (
            <section key={scope} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 text-11 font-medium text-muted">{t(`scopes.${scope}`)}</h3>
              <dl>
                {group.map((action) => (
                  <div key={action.id} className="flex h-7 items-center justify-between gap-2">
                    <dt className="truncate text-13">{action.title}</dt>
                    <dd className="flex gap-2">
                      {keysOf(action).map((keys) => (
                        <KeyCap key={keys} keys={keys} split />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
