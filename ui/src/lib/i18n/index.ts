import i18next from "i18next";
import { initReactI18next } from "react-i18next";

/**
 * Texts, one JSON file per namespace under `en/`. A feature adds `en/<feature>.json` and uses
 * `useTranslation("<feature>")`; nothing else needs to be edited.
 */
const files = import.meta.glob<Record<string, unknown>>("./en/*.json", { eager: true, import: "default" });

const namespaces = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ""), texts]),
);

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: namespaces },
  defaultNS: "common",
  interpolation: { escapeValue: false },
  // Nothing is loaded later, so the first paint already has its texts.
  initAsync: false,
  returnNull: false,
});

export default i18next;
