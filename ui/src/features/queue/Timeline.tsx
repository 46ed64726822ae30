import {
  Banknote,
  CircleDashed,
  CirclePlus,
  FileText,
  GitMerge,
  Hourglass,
  Lock,
  type LucideIcon,
  Moon,
  Pencil,
  Shapes,
  Signal,
  Smile,
  StickyNote,
  Tag,
  UserRound,
} from "lucide-react";
import { type ReactNode, type UIEvent, useMemo } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { Message, Ticket } from "@/api/generated";
import { useList } from "@/api/queries";
import { useSession } from "@/api/session";
import { Avatar } from "@/components/Avatar";
import { Button, IconButton } from "@/components/Button";
import { ErrorNotice } from "@/components/ErrorNotice";
import { classes } from "@/lib/classes";
import { clock, day, dayAndClock, words } from "@/lib/format";
import { EditableText } from "./EditableText";
import { useRepresentatives } from "./people";
import { type Line, moment, tell } from "./story";

const icons: Record<string, LucideIcon> = {
  insert: CirclePlus,
  status: CircleDashed,
  priority: Signal,
  category: Shapes,
  assignedTo: UserRound,
  tags: Tag,
  sentiment: Smile,
  estimatedResolutionTime: Hourglass,
  actualResolutionTime: Hourglass,
  internalNotes: StickyNote,
  description: FileText,
  customerSatisfactionScore: Smile,
  refund: Banknote,
  snoozedUntil: Moon,
  mergedInto: GitMerge,
};

/** How near the oldest that was read one scrolls before older is read, in pixels. */
const AHEAD = 300;

/** Which of a ticket's texts is being edited. */
export type Editing = "subject" | "description" | "internalNotes" | null;

/** A ticket's timeline and what belongs to it, newest first, page by page. */
export function useTimeline(id: string) {
  return useList("ticket_timeline", { id, limit: 50 }, { keepPrevious: false });
}

export interface TimelineProps {
  ticket: Ticket;
  timeline: ReturnType<typeof useTimeline>;
  /** Everything that was ever changed, not only what a reader needs. */
  all: boolean;
  editing: Editing;
  onEdit: (editing: Editing) => void;
  onSave: (fields: { description?: string; internalNotes?: string | null }, seen: string) => Promise<boolean>;
  /** Room below the newest, for what floats over it. */
  below?: ReactNode;
}

/** What the customer wrote, what was said and done since: the newest at the bottom. */
export function Timeline({ ticket, timeline, all, editing, onEdit, onSave, below }: TimelineProps) {
  const { t } = useTranslation("queue");
  const { byId } = useRepresentatives();
  const { items, hasMore, isMore, more, error, refetch } = timeline;
  const story = useMemo(
    () => tell(items, byId, { all, since: hasMore ? undefined : ticket.createdAt }),
    [items, byId, all, hasMore, ticket.createdAt],
  );
  const onScroll = ({ currentTarget: pane }: UIEvent<HTMLElement>) => {
    // The column runs upwards: its scroll begins at the bottom with 0 and becomes negative.
    if (pane.scrollHeight - pane.clientHeight + pane.scrollTop < AHEAD) more();
  };

  return (
    <section
      aria-label={t("timeline.label")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
      onScroll={onScroll}
      className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div className="mb-auto flex flex-col px-6 pt-3 pb-4">
        {hasMore && (
          <Button kind="quiet" className="self-center" disabled={isMore} onClick={more}>
            {t("timeline.earlier")}
          </Button>
        )}
        {!hasMore && <Beginning {...{ ticket, editing, onEdit, onSave }} />}
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {story.map((each) =>
          each.kind === "line" ? (
            <HistoryLine key={each.key} line={each} all={all} />
          ) : each.kind === "day" ? (
            <DayLine key={each.key} at={each.at} />
          ) : (
            <MessageCard key={each.key} message={each.message} ticket={ticket} />
          ),
        )}
        {below}
      </div>
    </section>
  );
}

/** What the ticket began with: the customer's description, and the notes it came with. */
function Beginning({
  ticket,
  editing,
  onEdit,
  onSave,
}: Pick<TimelineProps, "ticket" | "editing" | "onEdit" | "onSave">) {
  const { t } = useTranslation("queue");
  const customer = ticket.customer?.name ?? "";
  const edit = (what: Editing, label: string) => (
    <IconButton
      icon={Pencil}
      label={label}
      onClick={() => onEdit(what)}
      className="ml-auto size-6 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
    />
  );
  return (
    <>
      <Entry avatar={<Avatar name={customer} />}>
        <div className="group rounded-8 border px-3 py-2">
          <Head name={customer} aside={t("timeline.wrote")} at={ticket.createdAt}>
            {edit("description", t("actions.editDescription"))}
          </Head>
          <EditableText
            label={t("fields.description")}
            value={ticket.description}
            seen={ticket.updatedAt}
            multiline
            editing={editing === "description"}
            onDone={() => onEdit(null)}
            onSave={(description, seen) => onSave({ description }, seen)}
          >
            <Text>{ticket.description}</Text>
          </EditableText>
        </div>
      </Entry>
      {(ticket.internalNotes || editing === "internalNotes") && (
        <Entry avatar={<Avatar name={t("timeline.team")} />}>
          <div className="group rounded-8 bg-warning-soft px-3 py-2">
            <Head name={t("timeline.team")} aside={<NoteMark />}>
              {edit("internalNotes", t("actions.editNotes"))}
            </Head>
            <EditableText
              label={t("fields.internalNotes")}
              value={ticket.internalNotes ?? ""}
              seen={ticket.updatedAt}
              multiline
              mayBeEmpty
              editing={editing === "internalNotes"}
              onDone={() => onEdit(null)}
              onSave={(text, seen) => onSave({ internalNotes: text || null }, seen)}
            >
              <Text>{ticket.internalNotes}</Text>
            </EditableText>
          </div>
        </Entry>
      )}
    </>
  );
}

function Text({ children }: { children: ReactNode }) {
  return <p className="text-13 break-words whitespace-pre-wrap">{children}</p>;
}

function Entry({ avatar, children }: { avatar?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[24px_minmax(0,1fr)] gap-3 py-1.5">
      <span className="pt-2">{avatar}</span>
      {children}
    </div>
  );
}

interface HeadProps {
  name: string;
  aside: ReactNode;
  at?: string;
  /** Buttons. */
  children?: ReactNode;
}

function Head({ name, aside, at, children }: HeadProps) {
  return (
    <div className="flex h-6 items-center gap-2 text-12">
      <span className="truncate text-13 font-semibold">{name}</span>
      <span className="flex shrink-0 items-center gap-1 text-muted">{aside}</span>
      {children}
      {at && (
        <time
          dateTime={at}
          title={dayAndClock(at)}
          className={classes("shrink-0 text-muted", !children && "ml-auto")}
        >
          {clock(at)}
        </time>
      )}
    </div>
  );
}

function NoteMark() {
  const { t } = useTranslation("queue");
  return (
    <span className="flex items-center gap-1 text-warning">
      <Lock size={12} aria-hidden />
      {t("timeline.note")}
    </span>
  );
}

/** A message: the customer's outlined, a reply raised, a note in soft warning with a lock. */
function MessageCard({ message, ticket }: { message: Message; ticket: Ticket }) {
  const { t } = useTranslation("queue");
  const me = useSession()?.user.id;
  const name = message.author?.name ?? words("somebodyGone");
  const note = message.visibility === "INTERNAL";
  const theirs = !note && message.authorId === ticket.customerId;
  return (
    <Entry avatar={<Avatar name={name} self={message.authorId === me} />}>
      <div
        className={classes("rounded-8 px-3 py-2", note ? "bg-warning-soft" : theirs ? "border" : "bg-raised")}
      >
        <Head
          name={name}
          aside={note ? <NoteMark /> : t(theirs ? "timeline.wrote" : "timeline.replied")}
          at={message.createdAt}
        />
        <Text>{message.body}</Text>
      </div>
    </Entry>
  );
}

function DayLine({ at }: { at: string }) {
  const { t } = useTranslation("queue");
  const now = Date.now();
  const text =
    day(at) === day(new Date(now).toISOString())
      ? t("timeline.today")
      : day(at) === day(new Date(now - 86_400_000).toISOString())
        ? t("timeline.yesterday")
        : day(at);
  return (
    <div className="flex h-7 items-center gap-3 text-11 font-medium text-muted">
      <span className="h-px flex-1 bg-border" aria-hidden />
      <time dateTime={at}>{text}</time>
      <span className="h-px flex-1 bg-border" aria-hidden />
    </div>
  );
}

function HistoryLine({ line, all }: { line: Line; all: boolean }) {
  const { t } = useTranslation("queue");
  const Icon = icons[line.field] ?? Pencil;
  const known = t(`fields.${line.field}`, { defaultValue: words(line.field) });
  return (
    <div className="grid min-h-7 grid-cols-[24px_minmax(0,1fr)] items-center gap-3 text-12 text-muted">
      <Icon size={14} className="mx-auto" aria-hidden />
      <p className={classes(!all && "truncate", "[&>b]:font-medium [&>b]:text-text")}>
        <Trans
          t={t}
          i18nKey={`history.${line.sentence}`}
          values={{
            actor: line.actor ?? t("timeline.system"),
            field: known.charAt(0).toLowerCase() + known.slice(1),
            from: line.from,
            to: line.to,
            time: all ? moment(line.at) : clock(line.at),
          }}
          components={{ b: <b /> }}
        />
      </p>
    </div>
  );
}
