import { type KeyboardEvent, useState } from 'react';

interface Cursor {
  row: number;
  column: number;
}

const clamp = (value: number, size: number): number => Math.max(0, Math.min(size - 1, value));

/** Where the keyboard is in a grid of so many rows and columns, and how its keys move it. */
export function useCursor(rows: number, columns: number, pageSize: number, moved: (cursor: Cursor) => void) {
  const [wanted, setWanted] = useState<Cursor>({ row: 0, column: 0 });
  const cursor = { row: clamp(wanted.row, rows), column: clamp(wanted.column, columns) };
  const place = (row: number, column: number) => {
    const next = { row: clamp(row, rows), column: clamp(column, columns) };
    setWanted(next);
    moved(next);
  };
  const press = (event: KeyboardEvent): boolean => {
    const { row, column } = cursor;
    const jump = event.ctrlKey || event.metaKey;
    const targets: Record<string, [number, number]> = {
      ArrowDown: [jump ? rows - 1 : row + 1, column],
      ArrowUp: [jump ? 0 : row - 1, column],
      ArrowRight: [row, jump ? columns - 1 : column + 1],
      ArrowLeft: [row, jump ? 0 : column - 1],
      Home: [jump ? 0 : row, 0],
      End: [jump ? rows - 1 : row, columns - 1],
      PageDown: [row + pageSize, column],
      PageUp: [row - pageSize, column],
    };
    const target = targets[event.key];
    if (!target) {
      return false;
    }
    event.preventDefault();
    place(...target);
    return true;
  };
  return { cursor, place, press };
}
