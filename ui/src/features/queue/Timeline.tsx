import {
  Banknote,
  CircleDashed,
  CirclePlus,
  FileText,
  Hourglass,
  Lock,
  type LucideIcon,
  Pencil,
  Shapes,
  Signal,
  Smile,
  StickyNote,
  Tag,
  UserRound,
} from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { Ticket } from "@/api/generated";
import { useList } from "@/api/queries";
import { useSession } from "@/api/session";
import { Avatar } from "@/components/Avatar";
import { Button, IconButton } from "@/components/Button";
import { ErrorNotice } from "@/components/ErrorNotice";
import { classes } from "@/lib/classes";
import { dayAndClock, words } from "@/lib/format";
import { EditableText } from "./EditableText";
import { type Line, moment, type Note, tell } from "./history";
import { useRepresentatives } from "./people";

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
};

/** Which of a ticket's texts is being edited. */
export type Editing = "subject" | "description" | "internalNotes" | null;

export interface TimelineProps {
  ticket: Ticket;
  /** Everything that was ever changed, not only what a reader needs. */
  all: boolean;
  editing: Editing;
  onEdit: (editing: Editing) => void;
  onSave: (fields: { description?: string; internalNotes?: string | null }, seen: string) => Promise<boolean>;
}

/** What the customer wrote, what happened since and what was noted. */
export function Timeline({ ticket, all, editing, onEdit, onSave }: TimelineProps) {
  const { t } = useTranslation("queue");
  const { byId } = useRepresentatives();
  const history = useList("row_history", { table: "tickets", id: ticket.id, limit: 100 });
  const happenings = useMemo(
    () => tell(ticket, history.items, byId, { all, complete: !history.hasMore }),
    [ticket, history.items, history.hasMore, byId, all],
  );
  const customer = ticket.customer?.name ?? "";

  return (
    <div className="flex flex-col px-6 pt-3 pb-4">
      <Entry avatar={<Avatar name={customer} />}>
        <div className="group rounded-8 border px-3 py-2">
          <Head
            name={customer}
            aside={t("timeline.wrote")}
            at={ticket.createdAt}
            onEdit={() => onEdit("description")}
            editLabel={t("actions.editDescription")}
          />
          <EditableText
            label={t("fields.description")}
            value={ticket.description}
            seen={ticket.updatedAt}
            multiline
            editing={editing === "description"}
            onDone={() => onEdit(null)}
            onSave={(description, seen) => onSave({ description }, seen)}
          >
            <p className="text-13 break-words whitespace-pre-wrap">{ticket.description}</p>
          </EditableText>
        </div>
      </Entry>
      {history.hasMore && (
        <Button kind="quiet" className="self-start" onClick={history.more}>
          {t("timeline.earlier")}
        </Button>
      )}
      {history.error && <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />}
      {happenings.map((each) =>
        each.kind === "line" ? (
          <HistoryLine key={each.key} line={each} all={all} />
        ) : (
          <NoteCard key={each.key} note={each} onEdit={() => onEdit("internalNotes")} />
        ),
      )}
      {editing === "internalNotes" && (
        <Entry>
          <div className="rounded-8 bg-warning-soft px-3 py-2">
            <EditableText
              label={t("fields.internalNotes")}
              value={ticket.internalNotes ?? ""}
              seen={ticket.updatedAt}
              multiline
              mayBeEmpty
              editing
              onDone={() => onEdit(null)}
              onSave={(text, seen) => onSave({ internalNotes: text || null }, seen)}
            />
          </div>
        </Entry>
      )}
    </div>
  );
}

function Entry({ avatar, children }: { avatar?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[24px_minmax(0,1fr)] gap-3 py-1.5">
      <span className="pt-2">{avatar}</span>
      {children}
    </div>
  );
}

function Head(props: {
  name: string;
  aside: ReactNode;
  at: string | null;
  onEdit: () => void;
  editLabel: string;
}) {
  const { name, aside, at, onEdit, editLabel } = props;
  return (
    <div className="flex h-6 items-center gap-2 text-12">
      <span className="truncate text-13 font-semibold">{name}</span>
      <span className="flex shrink-0 items-center gap-1 text-muted">{aside}</span>
      <IconButton
        icon={Pencil}
        label={editLabel}
        onClick={onEdit}
        className="ml-auto size-6 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
      />
      {at && (
        <time dateTime={at} title={dayAndClock(at)} className="shrink-0 text-muted">
          {moment(at)}
        </time>
      )}
    </div>
  );
}

function NoteCard({ note, onEdit }: { note: Note; onEdit: () => void }) {
  const { t } = useTranslation("queue");
  const self = useSession()?.user.name;
  const name = note.actor ?? t("timeline.team");
  return (
    <Entry avatar={<Avatar name={name} self={name === self} />}>
      <div className="group rounded-8 bg-warning-soft px-3 py-2">
        <Head
          name={name}
          aside={
            <span className="flex items-center gap-1 text-warning">
              <Lock size={12} aria-hidden />
              {t("timeline.note")}
            </span>
          }
          at={note.at}
          onEdit={onEdit}
          editLabel={t("actions.editNotes")}
        />
        <p className="text-13 break-words whitespace-pre-wrap">{note.text}</p>
      </div>
    </Entry>
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
            time: all ? dayAndClock(line.at) : moment(line.at),
          }}
          components={{ b: <b /> }}
        />
      </p>
    </div>
  );
}
