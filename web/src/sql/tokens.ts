type TokenKind = 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'space' | 'symbol';

export interface Token {
  kind: TokenKind;
  text: string;
}

const keywords = new Set(
  `select from where group by order having limit offset join left right full inner outer cross on using as and or not in is null like ilike
  between case when then else end distinct union all except intersect with recursive exists asc desc over partition rows range preceding following
  unbounded current row filter cast true false values nulls first last escape glob collate lateral fetch next only`.split(
    /\s+/,
  ),
);

const patterns: [TokenKind, RegExp][] = [
  ['space', /\s+/y],
  ['comment', /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ['string', /'(?:[^']|'')*(?:'|$)/y],
  ['name', /"(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$)|\[[^\]]*(?:\]|$)/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['name', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['symbol', /[<>!=|]{2}|[\s\S]/uy],
];

/** The pieces of a statement, for colours and line breaks only: what runs is what the server's parser makes of it. */
export function tokens(sql: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < sql.length; ) {
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const text = pattern.exec(sql)?.[0];
      if (text) {
        found.push({ kind: kind === 'name' && keywords.has(text.toLowerCase()) ? 'keyword' : kind, text });
        at += text.length;
        break;
      }
    }
  }
  return found;
}
