import { number } from '@/format/numbers';

/** A value of a result; whole numbers and decimals beyond what JavaScript counts exactly come as texts of digits. */
export type Cell = string | number | boolean | null;

export interface ResultColumn {
  name: string;
  type: string;
}

export const isNumeric = (column: ResultColumn): boolean => column.type === 'number' || column.type === 'integer';

const digits = /^-?\d+(\.\d+)?$/;

/** Names and keys of rows are numbers that nobody groups: 2026 is a year, 10023 a number of an order. */
const identifies = (column: ResultColumn): boolean =>
  /(^|_)(id|no|code|year|zip)$|^(id|年份?|编号|年度)$/i.test(column.name);

/** A value as it is shown; null is shown by the grid itself. */
export function shown(value: Cell, column: ResultColumn, language: string, grouped: boolean): string {
  if (value === null) {
    return 'NULL';
  }
  if (grouped && isNumeric(column) && !identifies(column)) {
    if (typeof value === 'number' || (typeof value === 'string' && digits.test(value))) {
      return number(value, language);
    }
  }
  return String(value);
}

/** The order of two values of a column: numbers by size, texts as the language orders them, null last. */
export function compare(a: Cell, b: Cell, column: ResultColumn, collator: Intl.Collator): number {
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? 1 : -1;
  }
  if (isNumeric(column)) {
    const difference = Number(a) - Number(b);
    if (difference !== 0 && !Number.isNaN(difference)) {
      return difference;
    }
    return typeof a === 'string' && typeof b === 'string' && digits.test(a) && digits.test(b) ? exact(a, b) : 0;
  }
  return collator.compare(String(a), String(b));
}

function exact(a: string, b: string): number {
  const places = Math.max(a.split('.')[1]?.length ?? 0, b.split('.')[1]?.length ?? 0);
  const scaled = (text: string): bigint => {
    const [whole = '', part = ''] = text.split('.');
    return BigInt(whole + part.padEnd(places, '0'));
  };
  const difference = scaled(a) - scaled(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
