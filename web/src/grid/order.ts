import { type Cell, compare, type ResultColumn } from './cells';

export interface Sorting {
  column: number;
  descending: boolean;
}

/** The rows that are shown, by their numbers in the result: those with the text in any cell, in the order wanted. */
export function visibleRows(
  rows: Cell[][],
  columns: ResultColumn[],
  language: string,
  sorting?: Sorting,
  text = '',
): number[] {
  const wanted = text.trim().toLowerCase();
  const found: number[] = [];
  rows.forEach((row, at) => {
    if (wanted === '' || row.some((cell) => cell !== null && String(cell).toLowerCase().includes(wanted))) {
      found.push(at);
    }
  });
  const column = sorting && columns[sorting.column];
  if (!sorting || !column) {
    return found;
  }
  const collator = new Intl.Collator(language, { numeric: true });
  const sign = sorting.descending ? -1 : 1;
  const cell = (row: number): Cell => rows[row]?.[sorting.column] ?? null;
  return found.sort((a, b) => {
    const [x, y] = [cell(a), cell(b)];
    // Null stays last in both directions, and equal values keep their order.
    const order = x === null || y === null ? compare(x, y, column, collator) : sign * compare(x, y, column, collator);
    return order || a - b;
  });
}

/** The next state of a column's header: up, down, as it came. */
export function nextSorting(sorting: Sorting | undefined, column: number): Sorting | undefined {
  if (sorting?.column !== column) {
    return { column, descending: false };
  }
  return sorting.descending ? undefined : { column, descending: true };
}
