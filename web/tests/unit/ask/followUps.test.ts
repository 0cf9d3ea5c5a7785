import { describe, expect, it } from 'vitest';
import { followUps } from '@/ask/answer/followUps';
import type { Answer } from '@/ask/run/runState';

const answer = (sql: string, rows: number, columns: number) =>
  ({
    sql,
    row_count: rows,
    columns: Array.from({ length: columns }, () => ({})),
    tables: ['stores'],
  }) as unknown as Answer;
const column = (name: string, synonyms: string[] = []) => ({ name, synonyms, comment: null });
const schema = {
  tables: [
    {
      name: 'stores',
      columns: [column('id'), column('city_id', ['城市']), column('region_id'), column('name')],
      foreign_keys: [{ columns: ['city_id'] }, { columns: ['region_id'] }],
    },
  ],
} as never;

describe('follow-ups', () => {
  it('ask of a count what it is made of', () => {
    const count = answer('SELECT count(*) AS stores FROM stores', 1, 1);
    expect(followUps(count, schema, 'en')).toEqual([
      { key: 'by', what: 'city' },
      { key: 'by', what: 'region' },
      { key: 'list' },
    ]);
    expect(followUps(count, schema, 'zh-CN')).toEqual([{ key: 'by', what: '城市' }, { key: 'list' }]);
    expect(followUps(count, undefined, 'en')).toEqual([{ key: 'list' }]);
  });

  it('ask of many groups the first ones, and nothing of what is limited already or is no figure', () => {
    const groups = 'SELECT city_id, count(*) FROM stores GROUP BY city_id';
    expect(followUps(answer(groups, 12, 2), schema, 'en')).toEqual([{ key: 'top' }]);
    expect(followUps(answer(groups, 3, 2), schema, 'en')).toEqual([]);
    expect(followUps(answer(`${groups} LIMIT 5`, 5, 2), schema, 'en')).toEqual([]);
    expect(followUps(answer('SELECT name FROM stores', 1, 1), schema, 'en')).toEqual([]);
  });
});
