import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import type { Format, Resource, Row } from "./resource";
import { useFieldName } from "./texts";
import { Value } from "./Value";

const wide = new Set<Format>(["long", "json", "strings"]);

/** A row's columns and relations: the short ones in columns, the long ones under each other. */
export function Details({ resource, row }: { resource: Resource; row: Row }) {
  const { t } = useTranslation("records");
  const fieldName = useFieldName();
  const all = Object.entries(resource.details);
  const short = all.filter(([, format]) => !wide.has(format));
  const long = all.filter(([field, format]) => wide.has(format) && row[field] != null && row[field] !== "");
  return (
    <Card title={t("cards.details")} icon={resource.icon}>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(120px,1fr))] gap-x-4 gap-y-3">
        {short.map(([field, format]) => (
          <div key={field} className="min-w-0">
            <dt className="text-11 text-muted">{fieldName(field)}</dt>
            <dd className="min-h-5 truncate text-12 font-medium">
              <Value value={row[field]} format={format} />
            </dd>
          </div>
        ))}
      </dl>
      {long.length > 0 && (
        <dl className="mt-4 flex flex-col gap-3 border-t pt-4">
          {long.map(([field, format]) => (
            <div key={field}>
              <dt className="mb-0.5 text-11 text-muted">{fieldName(field)}</dt>
              <dd>
                <Value value={row[field]} format={format} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
