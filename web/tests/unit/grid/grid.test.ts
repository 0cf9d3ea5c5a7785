import { describe, expect, it } from 'vitest';
import { shown } from '@/grid/cells';
import { csv, tabbed } from '@/grid/csv';
import { nextSorting, visibleRows } from '@/grid/order';
import { widthsFor } from '@/grid/widths';

const text = { name: 'name', type: 'text' };
const integer = { name: 'amount', type: 'integer' };

describe('cells', () => {
  it('group numbers, but not years and ids', () => {
    expect(shown(1234567, integer, 'en', true)).toBe('1,234,567');
    expect(shown('9007199254740993', integer, 'en', true)).toBe('9,007,199,254,740,993');
    expect(shown(1234567, integer, 'en', false)).toBe('1234567');
    expect(shown(2026, { name: 'year', type: 'integer' }, 'en', true)).toBe('2026');
    expect(shown(10023, { name: 'order_id', type: 'integer' }, 'en', true)).toBe('10023');
    expect(shown(null, integer, 'en', true)).toBe('NULL');
    expect(shown(false, { name: 'is_active', type: 'boolean' }, 'en', true)).toBe('false');
  });
});

describe('order', () => {
  const rows = [
    ['b', '9007199254740993'],
    ['a', 2],
    ['c', null],
    ['B', '9007199254740992'],
    ['a', -1],
  ] as (string | number | null)[][];
  const sorted = (column: number, descending: boolean) =>
    visibleRows(rows, [text, integer], 'en', { column, descending });

  it('compares what is too large for a number exactly, null last both ways', () => {
    expect(sorted(1, false)).toEqual([4, 1, 3, 0, 2]);
    expect(sorted(1, true)).toEqual([0, 3, 1, 4, 2]);
  });

  it('keeps equal rows as they came', () => {
    expect(sorted(0, false).slice(0, 2)).toEqual([1, 4]);
  });

  it('filters by any cell', () => {
    expect(visibleRows(rows, [text, integer], 'en', undefined, '740992')).toEqual([3]);
    expect(visibleRows(rows, [text, integer], 'en', undefined, ' B ')).toEqual([0, 3]);
  });

  it('goes up, down, and as it came', () => {
    const up = nextSorting(undefined, 1);
    expect(up).toEqual({ column: 1, descending: false });
    const down = nextSorting(up, 1);
    expect(down).toEqual({ column: 1, descending: true });
    expect(nextSorting(down, 1)).toBeUndefined();
  });
});

describe('csv', () => {
  it('quotes, and does not let a text become a formula', () => {
    const written = csv(
      [text, integer],
      [
        ['=HYPERLINK("x")', 1],
        ['a "b", c\nd', null],
        ['-5', -5],
      ],
    );
    expect(written).toBe('\uFEFFname,amount\r\n"\'=HYPERLINK(""x"")",1\r\n"a ""b"", c\nd",\r\n-5,-5\r\n');
    expect(tabbed(['a\tb', null, 3])).toBe('a b\t\t3');
  });
});

describe('widths', () => {
  it('suit the values within bounds', () => {
    const [narrow, wide] = widthsFor([{ name: 'x', type: 'text' }, text], [['1', '很'.repeat(200)]]);
    expect(narrow).toBe(72);
    expect(wide).toBe(360);
  });
});
