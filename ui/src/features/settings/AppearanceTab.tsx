import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Switch } from "@/components/Checkbox";
import { Field } from "@/components/Field";
import { Select } from "@/components/Select";
import { type Density, densityRoom, useLayout } from "@/lib/layout";

const themes = ["system", "light", "dark"] as const;
const densities = Object.keys(densityRoom) as Density[];

/** How this window looks and listens; takes effect at once and is kept on this machine. */
export function AppearanceTab() {
  const { t } = useTranslation("settings");
  const { theme, setTheme, density, setDensity, singleKeys, setSingleKeys } = useLayout();
  return (
    <Card title={t("appearance.title")}>
      <div className="flex flex-col gap-3">
        <Field label={t("appearance.theme")}>
          {(input) => (
            <Select
              {...input}
              options={themes.map((value) => ({ value, label: t(`appearance.themes.${value}`) }))}
              value={theme}
              onChange={setTheme}
            />
          )}
        </Field>
        <Field label={t("appearance.density")}>
          {(input) => (
            <Select
              {...input}
              options={densities.map((value) => ({ value, label: t(`appearance.densities.${value}`) }))}
              value={density}
              onChange={setDensity}
            />
          )}
        </Field>
        <div className="flex items-center justify-between gap-4">
          <div>
            <p className="text-12 font-medium">{t("appearance.singleKeys")}</p>
            <p className="text-11 text-muted">{t("appearance.singleKeysHint")}</p>
          </div>
          <Switch aria-label={t("appearance.singleKeys")} checked={singleKeys} onChange={setSingleKeys} />
        </div>
      </div>
    </Card>
  );
}
