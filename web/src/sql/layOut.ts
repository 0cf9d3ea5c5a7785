import { type Token, tokens } from './tokens';

const clauses = new Set([
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'WINDOW',
]);
const joins = new Set(['JOIN', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS']);
const joinWords = new Set([...joins, 'OUTER', 'NATURAL']);

/** Puts each clause of a one-line statement on a line of its own. What already has lines is left as a person wrote it. */
export function layOut(sql: string): string {
  if (sql.trim().includes('\n')) {
    return sql;
  }
  const pieces = tokens(sql.trim());
  const significant = (at: number, step: number): Token | undefined => {
    let i = at + step;
    while (pieces[i]?.kind === 'space') {
      i += step;
    }
    return pieces[i];
  };
  // For each open parenthesis whether it holds a query, whose clauses get lines too.
  const open: boolean[] = [];
  let text = '';
  const breakLine = () => {
    text = `${text.trimEnd()}\n${'  '.repeat(open.filter(Boolean).length)}`;
  };
  pieces.forEach((piece, at) => {
    const word = piece.kind === 'keyword' ? piece.text.toUpperCase() : '';
    const before = significant(at, -1)?.text.toUpperCase() ?? '';
    const readable = open.every(Boolean);
    if (piece.text === ')' && open.pop()) {
      breakLine();
    } else if (readable && word && at > 0) {
      const joined = joins.has(word) && !joinWords.has(before) && significant(at, 1)?.text !== '(';
      if (clauses.has(word) || joined) {
        breakLine();
      } else if (word === 'SELECT' && before !== '(') {
        breakLine();
      }
    }
    text += piece.kind === 'space' ? (/\s$/.test(text) ? '' : ' ') : piece.text;
    if (piece.text === '(') {
      const query = /^(SELECT|WITH)$/i.test(significant(at, 1)?.text ?? '');
      open.push(query);
      if (query) {
        breakLine();
      }
    }
  });
  return text;
}
