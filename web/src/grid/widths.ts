import type { Cell, ResultColumn } from './cells';

const least = 72;
const most = 360;
const perCharacter = 7.6;
const padding = 34;
const sample = 100;

/** Characters of Chinese take the room of two. */
const room = (text: string): number => {
  let sum = 0;
  for (const character of text.slice(0, 80)) {
    sum += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  }
  return sum;
};

/** A width for each column that suits its name and its first values, in pixels. */
export function widthsFor(columns: ResultColumn[], rows: Cell[][]): number[] {
  return columns.map((column, at) => {
    let longest = room(column.name) + 2;
    for (const row of rows.slice(0, sample)) {
      longest = Math.max(longest, room(String(row[at] ?? 'NULL')) * 1.08);
    }
    return Math.round(Math.min(most, Math.max(least, longest * perCharacter + padding)));
  });
}
