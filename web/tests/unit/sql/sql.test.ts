import { describe, expect, it } from 'vitest';
import { diffLines } from '@/sql/diff';
import { layOut } from '@/sql/layOut';
import { tokens } from '@/sql/tokens';

const statements = [
  "SELECT a.name, count(*) FROM a LEFT OUTER JOIN b ON a.id = b.a_id WHERE a.x = 'FROM ''here''' GROUP BY a.name ORDER BY 2 DESC LIMIT 5",
  'SELECT x FROM (SELECT y AS x FROM t WHERE z IN (1, 2)) AS s',
  'WITH c AS (SELECT 1 AS one) SELECT * FROM c UNION ALL SELECT 2',
  'SELECT "a""b", [c d], `e` -- end\nFROM t /* not',
  "SELECT '没有结束",
];

describe('tokens', () => {
  it.each(statements)('are the statement: %s', (sql) => {
    expect(
      tokens(sql)
        .map((token) => token.text)
        .join(''),
    ).toBe(sql);
  });

  it('tell texts from words', () => {
    expect(tokens("select 'from' from t -- x").filter((token) => token.kind !== 'space')).toEqual([
      { kind: 'keyword', text: 'select' },
      { kind: 'string', text: "'from'" },
      { kind: 'keyword', text: 'from' },
      { kind: 'name', text: 't' },
      { kind: 'comment', text: '-- x' },
    ]);
  });
});

describe('layOut', () => {
  it('gives each clause a line', () => {
    expect(layOut(statements[0] ?? '').split('\n')).toEqual([
      'SELECT a.name, count(*)',
      'FROM a',
      'LEFT OUTER JOIN b ON a.id = b.a_id',
      "WHERE a.x = 'FROM ''here'''",
      'GROUP BY a.name',
      'ORDER BY 2 DESC',
      'LIMIT 5',
    ]);
  });

  it('indents queries inside', () => {
    expect(layOut(statements[1] ?? '')).toBe(
      'SELECT x\nFROM (\n  SELECT y AS x\n  FROM t\n  WHERE z IN (1, 2)\n) AS s',
    );
  });

  it.each(statements)('changes only spaces: %s', (sql) => {
    const bare = (text: string) => text.replace(/\s+/g, '');
    expect(bare(layOut(sql))).toBe(bare(sql));
  });

  it('leaves what has lines already', () => {
    expect(layOut('SELECT 1\n  FROM t')).toBe('SELECT 1\n  FROM t');
  });
});

describe('diffLines', () => {
  it('tells what was added and removed', () => {
    expect(diffLines('a\nb\nc', 'a\nx\nc').map(({ change, text }) => `${change} ${text}`)).toEqual([
      'same a',
      'removed b',
      'added x',
      'same c',
    ]);
  });

  it('gives both texts back', () => {
    const before = 'SELECT a\nFROM t\nWHERE x';
    const after = 'SELECT a, b\nFROM t\nJOIN u\nWHERE x\nLIMIT 1';
    const lines = diffLines(before, after);
    const side = (without: string) => lines.filter(({ change }) => change !== without).map(({ text }) => text);
    expect(side('added').join('\n')).toBe(before);
    expect(side('removed').join('\n')).toBe(after);
  });
});
