import { send } from '@/api/client';
import { Problem } from '@/api/problem';
import { inSession } from '@/api/sessions';
import type { Cell, ResultColumn } from '@/grid/cells';

/** The rows that a statement found, and the statement. */
export interface Result {
  sql: string;
  columns: ResultColumn[];
  rows: Cell[][];
  truncated: boolean;
  /** From the question to the last row, as seen here; nothing for rows that came with an answer. */
  ms?: number;
}

interface Statement {
  sourceId: number;
  conversation: string;
  sql: string;
  rowLimit: number;
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const read = await reader?.read();
    if (!read || read.done) {
      break;
    }
    const lines = (rest + read.value).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') {
    yield rest;
  }
}

/** Runs a person's statement through the guard; `came` hears how many rows there are so far. */
export async function execute(
  { sourceId, conversation, sql, rowLimit }: Statement,
  signal: AbortSignal,
  came: (rows: number) => void = () => undefined,
): Promise<Result> {
  const begun = performance.now();
  const response = await inSession(conversation, (session) =>
    send('/api/text2sql/execute?format=jsonl', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ datasource_id: sourceId, session_id: session, sql, row_limit: rowLimit, exact: true }),
      signal,
    }),
  );
  let columns: ResultColumn[] | undefined;
  let end: { truncated: boolean } | undefined;
  const rows: Cell[][] = [];
  try {
    for await (const line of linesOf(response)) {
      const read = JSON.parse(line);
      if (Array.isArray(read)) {
        rows.push(read);
        if (rows.length % 5000 === 0) {
          came(rows.length);
        }
      } else if (columns === undefined) {
        columns = read.columns;
      } else {
        end = read;
      }
    }
  } catch (failure) {
    throw Problem.ofFailure(failure);
  }
  if (!columns || !end) {
    throw new Problem(0, 'offline', '');
  }
  return { sql, columns, rows, truncated: end.truncated, ms: performance.now() - begun };
}
