import type { Cell, ResultColumn } from './cells';

/** Text that a spreadsheet would run as a formula gets an apostrophe before it, as in the files that the server writes. */
function field(value: Cell): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows as CSV by RFC 4180, with a byte order mark so that spreadsheets read Chinese. */
export function csv(columns: ResultColumn[], rows: Cell[][]): string {
  const lines = [columns.map((column) => field(column.name)), ...rows.map((row) => row.map(field))];
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** One cell or row for the clipboard, as spreadsheets paste it. */
export const tabbed = (cells: Cell[]): string =>
  cells.map((cell) => (cell === null ? '' : String(cell).replace(/[\t\r\n]+/g, ' '))).join('\t');
