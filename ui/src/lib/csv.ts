/** One column of rows that leave the window. */
export interface Exported<T> {
  title: string;
  /** The bare value: no grouping of thousands, no units. */
  raw: (item: T) => string | number | null;
}

/** Rows as CSV by RFC 4180; text that a spreadsheet would run as a formula is kept text. */
export function csv<T>(columns: readonly Exported<T>[], items: readonly T[]): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? "" : String(value);
    const safe = /^[=+\-@\t]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [
    columns.map(({ title }) => cell(title)),
    ...items.map((item) => columns.map(({ raw }) => cell(raw(item)))),
  ];
  // The mark says UTF-8 to spreadsheets that would guess otherwise.
  return `\uFEFF${lines.map((line) => `${line.join(",")}\r\n`).join("")}`;
}
