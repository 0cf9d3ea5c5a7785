import type { Schemas } from '@/api/types';
import type { Answer } from '../run/runState';

/** A question that goes on from an answer, as a key of the words and what is put into them. */
export type FollowUp = { key: 'list' | 'top' } | { key: 'by'; what: string };

const most = 3;
const chinese = /[\u3400-\u9fff]/;

/** How people call what a key points to: its Chinese name, or in English the column without its "_id". */
function called(column: Schemas['ColumnDocument'], language: string): string | undefined {
  const names = [...column.synonyms, column.comment ?? ''];
  return language === 'zh-CN'
    ? names.find((name) => chinese.test(name) && name.length <= 8)?.replace(/(编号|ID)$/i, '')
    : /^[a-z_]+_id$/.test(column.name)
      ? column.name.slice(0, -3).replaceAll('_', ' ')
      : undefined;
}

/** What may be asked next: of a single number what it is made of, of a long list its first rows. Only what the reader of follow-ups understands. */
export function followUps(answer: Answer, schema: Schemas['SchemaDocument'] | undefined, language: string): FollowUp[] {
  const sql = answer.sql ?? '';
  const single = answer.row_count === 1 && answer.columns.length === 1;
  if (single && /\b(count|sum|avg)\s*\(/i.test(sql)) {
    const table = schema?.tables.find(({ name }) => answer.tables.length === 1 && answer.tables[0] === name);
    const keys = new Set(table?.foreign_keys.flatMap((key) => (key.columns.length === 1 ? key.columns : [])));
    const groups = (table?.columns ?? [])
      .filter((column) => keys.has(column.name))
      .flatMap((column) => called(column, language) ?? []);
    const list: FollowUp[] = /\bcount\s*\(\s*\*/i.test(sql) ? [{ key: 'list' }] : [];
    return [...groups.slice(0, most - list.length).map((what) => ({ key: 'by' as const, what })), ...list];
  }
  const grouped = /\bgroup\s+by\b/i.test(sql) && !/\blimit\s+\d/i.test(sql);
  return grouped && answer.row_count > most ? [{ key: 'top' }] : [];
}
