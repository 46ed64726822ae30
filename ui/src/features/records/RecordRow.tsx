import { toneText } from "@/components/Pill";
import { UnsyncedMark } from "@/components/UnsyncedMark";
import { classes } from "@/lib/classes";
import type { RowView } from "./resource";

/** A row of a list: something at the left, two lines, where it stands at the right. */
export function RecordRow({
  view,
  leadWidth,
  unsynced,
}: {
  view: RowView;
  leadWidth: number;
  unsynced: boolean;
}) {
  const { lead, title, line, side, note, off } = view;
  const Icon = note?.icon;
  return (
    <div
      className={classes("grid h-full items-center gap-3 px-4", off && "opacity-70")}
      style={{ gridTemplateColumns: `${leadWidth}px minmax(0, 1fr)` }}
    >
      <div className="flex justify-end">{lead}</div>
      <div className="flex min-w-0 flex-col">
        <div className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate text-13 font-medium">{title}</span>
          {unsynced && <UnsyncedMark />}
          {side !== undefined && <span className="shrink-0 text-11 text-muted">{side}</span>}
        </div>
        <div className="flex items-center gap-2 text-11">
          <span className="min-w-0 flex-1 truncate text-muted">{line}</span>
          {note && (
            <span className={classes("inline-flex shrink-0 items-center gap-1", toneText[note.tone])}>
              {Icon && <Icon size={12} aria-hidden />}
              {note.text}
            </span>
          )}
        </div>
      </div>
    </div>
  );
}
