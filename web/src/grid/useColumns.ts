import { useMemo, useState } from 'react';
import type { Cell, ResultColumn } from './cells';
import { widthsFor } from './widths';

/** The columns as they stand: pinned ones first, each with its width and place, in pixels. */
export interface ColumnLayout {
  /** Numbers of the columns in the result, in the order in which they stand. */
  order: number[];
  total: number;
  width: (at: number) => number;
  left: (at: number) => number;
  isPinned: (at: number) => boolean;
  /** The place of the column that is so many pixels from the left. */
  at: (pixels: number) => number;
  /** How many pixels the pinned ones take. */
  pinnedWidth: number;
  /** The pinned ones and those between two places. */
  withPinned: (first: number, last: number) => number[];
  togglePin: (at: number) => void;
  resize: (at: number, width: number) => void;
}

export function useColumns(columns: ResultColumn[], rows: Cell[][]): ColumnLayout {
  const fitting = useMemo(() => widthsFor(columns, rows), [columns, rows]);
  const [changed, setChanged] = useState<Record<number, number>>({});
  const [pinned, setPinned] = useState<number[]>([]);
  return useMemo(() => {
    const order = [...pinned.filter((at) => at < columns.length)];
    order.push(...[...columns.keys()].filter((column) => !pinned.includes(column)));
    const widths = order.map((column) => changed[column] ?? fitting[column] ?? 100);
    const lefts = [0];
    for (const width of widths) {
      lefts.push((lefts.at(-1) ?? 0) + width);
    }
    return {
      order,
      total: lefts.at(-1) ?? 0,
      at: (pixels) =>
        Math.max(
          0,
          lefts.findLastIndex((left) => left <= pixels),
        ),
      pinnedWidth: lefts[Math.min(pinned.length, order.length)] ?? 0,
      width: (at) => widths[at] ?? 0,
      left: (at) => lefts[at] ?? 0,
      isPinned: (at) => at < pinned.length,
      withPinned: (first, last) => [...order.keys()].filter((at) => at < pinned.length || (at >= first && at <= last)),
      togglePin: (at) => {
        const column = order[at] ?? 0;
        setPinned(pinned.includes(column) ? pinned.filter((other) => other !== column) : [...pinned, column]);
      },
      resize: (at, width) =>
        setChanged({ ...changed, [order[at] ?? 0]: Math.max(48, Math.min(1200, Math.round(width))) }),
    };
  }, [columns, fitting, changed, pinned]);
}
