import {
  Banknote,
  Clock3,
  LifeBuoy,
  type LucideIcon,
  MessageSquare,
  SearchX,
  SlidersHorizontal,
  UserRound,
  X,
} from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SearchHit, SearchResult, Segment } from "@/api/generated";
import { IconButton } from "@/components/Button";
import { Chip } from "@/components/Chip";
import { EmptyState } from "@/components/EmptyState";
import { TextInput } from "@/components/Field";
import { Menu } from "@/components/Menu";
import { PriorityIcon, StatusIcon } from "@/components/Status";
import { age, count, dayAndClock, money, words } from "@/lib/format";
import { nouns, says, toggled, useRecent } from "./search";

const icons: Record<Exclude<SearchHit["table"], "tickets">, LucideIcon> = {
  messages: MessageSquare,
  users: UserRound,
  escalations: LifeBuoy,
  refunds: Banknote,
};

/** Filters one can pick rather than remember; those that end in a colon are to be gone on with. */
const filters = ["status:", "priority:", "assigned:me", "from:", "tag:", "before:", "after:"] as const;

export interface SearchBarProps {
  text: string;
  onText: (text: string) => void;
  onClose: () => void;
}

/** Where one types what is looked for. */
export function SearchBar({ text: given, onText, onClose }: SearchBarProps) {
  const { t } = useTranslation("queue");
  const input = useRef<HTMLInputElement>(null);
  // The address follows a moment later than what is typed.
  const [text, setText] = useState(given);
  const [seen, setSeen] = useState(given);
  if (seen !== given) {
    // A chip or a recent search wrote it.
    setSeen(given);
    if (given !== text.trim()) setText(given);
  }
  const write = (next: string) => {
    setText(next);
    setSeen(next.trim());
    onText(next.trim());
  };
  useEffect(() => {
    input.current?.focus();
  }, []);
  return (
    <div className="flex h-9 shrink-0 items-center gap-2 border-b px-4">
      <TextInput
        ref={input}
        type="search"
        aria-label={t("find.label")}
        placeholder={t("find.placeholder")}
        maxLength={1000}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === "ArrowDown") {
            event.preventDefault();
            event.currentTarget.blur();
          } else if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            onClose();
          }
        }}
        className="h-6 border-0 bg-transparent px-0 focus-visible:outline-none [&::-webkit-search-cancel-button]:hidden"
      />
      <Menu
        align="end"
        trigger={<IconButton icon={SlidersHorizontal} label={t("find.filters")} />}
        items={filters.map((filter) => ({
          label: t(`find.filter.${filter.replace(/:.*/, "")}`),
          run: () => {
            write(filter.endsWith(":") ? `${text.trimEnd()} ${filter}`.trimStart() : toggled(text, filter));
            // The menu gives the focus back to its button first.
            setTimeout(() => input.current?.focus());
          },
        }))}
      />
      <IconButton icon={X} label={t("find.close")} onClick={onClose} className="-mr-1.5" />
    </div>
  );
}

const tables: readonly SearchHit["table"][] = ["tickets", "messages", "users", "escalations", "refunds"];

/** How many were found of each kind and status; a chip narrows to it. */
export function Facets({
  text,
  found,
  onText,
}: {
  text: string;
  found: SearchResult | undefined;
  onText: (text: string) => void;
}) {
  const { t } = useTranslation("queue");
  if (!found) return null;
  const kinds = tables.flatMap((table) => {
    const amount = found.facets.table[table] ?? 0;
    const token = `is:${nouns[table]}`;
    return amount > 0 || says(text, token) ? [{ token, amount, label: t(`find.kind.${table}`) }] : [];
  });
  const statuses = Object.entries(found.facets.status)
    .toSorted(([, left = 0], [, right = 0]) => right - left)
    .slice(0, 4)
    .map(([status, amount = 0]) => ({
      token: `status:${status.toLowerCase()}`,
      amount,
      label: words(status),
    }));
  const chips = [...kinds, ...statuses];
  if (chips.length === 0 && found.notes.length === 0) return null;
  return (
    <div className="flex shrink-0 flex-col gap-1.5 border-b px-4 py-1.5">
      <div className="flex flex-wrap gap-1.5">
        {chips.map(({ token, amount, label }) => (
          <Chip key={token} on={says(text, token)} onClick={() => onText(toggled(text, token))}>
            {label} <span className="font-normal">{count(amount)}</span>
          </Chip>
        ))}
      </div>
      {found.notes.map((note) => (
        <p key={note} className="text-11 text-muted">
          {note}
        </p>
      ))}
    </div>
  );
}

/** What there is before anything was typed: what was looked for lately, and what can be. */
export function Recent({ onText }: { onText: (text: string) => void }) {
  const { t } = useTranslation("queue");
  const queries = useRecent((state) => state.queries);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-4">
      {queries.length > 0 && (
        <>
          <h2 className="mb-1 text-11 font-medium text-muted">{t("find.recent")}</h2>
          <ul className="-mx-2 mb-4">
            {queries.map((query) => (
              <li key={query}>
                <button
                  type="button"
                  onClick={() => onText(query)}
                  className="flex h-7 w-full items-center gap-2 rounded-6 px-2 text-13 hoverable"
                >
                  <Clock3 size={14} className="shrink-0 text-muted" aria-hidden />
                  <span className="truncate">{query}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className="mb-1 text-11 font-medium text-muted">{t("find.how")}</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5 text-12 text-muted">
        {filters.map((filter) => (
          <div key={filter} className="contents">
            <dt className="font-mono">{filter}</dt>
            <dd>{t(`find.takes.${filter.replace(/:.*/, "")}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Nothing was found. */
export function NothingFound() {
  const { t } = useTranslation("queue");
  return (
    <div className="min-h-0 flex-1">
      <EmptyState icon={SearchX} title={t("find.nothing")} hint={t("empty.find")} keys="/" />
    </div>
  );
}

/** A row that was found: what it is, where the words are. */
export function FoundRow({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation("queue");
  return (
    <div className="grid h-full grid-cols-[16px_1fr] items-center gap-3 px-4 select-none">
      <HitIcon hit={hit} />
      <div className="min-w-0 leading-[1.3]">
        <div className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate text-13 font-medium">
            <Marked segments={hit.title} />
          </span>
          <span className="shrink-0 text-11 text-muted" title={dayAndClock(hit.at)}>
            {age(hit.at)}
          </span>
        </div>
        <div className="flex items-center gap-1 text-11 text-muted">
          {hit.table === "tickets" && (
            <span aria-hidden>
              <StatusIcon status={hit.row.status} size={12} />
            </span>
          )}
          <span className="min-w-0 flex-1 truncate">
            {hit.table === "refunds" && `${money(hit.row.amount)} · ${words(hit.row.status)} · `}
            {hit.table === "escalations" && `${words(hit.row.status)} · `}
            {hit.table === "messages" &&
              `${t(hit.row.visibility === "INTERNAL" ? "find.note" : "find.message")} · `}
            <Marked segments={hit.snippet} />
          </span>
          {hit.number && (
            <span className="shrink-0 font-mono">
              <Marked segments={hit.number} />
            </span>
          )}
        </div>
      </div>
    </div>
  );
}

function HitIcon({ hit }: { hit: SearchHit }) {
  if (hit.table === "tickets") return <PriorityIcon priority={hit.row.priority} />;
  const Icon = icons[hit.table];
  return <Icon size={16} className="text-muted" aria-label={words(nouns[hit.table])} />;
}

function Marked({ segments }: { segments: readonly Segment[] }) {
  return segments.map(({ text, hit }, at) =>
    hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
      <mark key={at} className="bg-transparent font-semibold text-accent">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
