import { afterEach, describe, expect, it, vi } from 'vitest';
import { followRun } from '@/ask/run/followRun';
import type { Run } from '@/ask/run/runState';

const start: Run = { key: 'k', question: 'q', sourceId: 1, conversation: 'c', stages: [], status: 'running' };
const request = { datasource_id: 1, query: 'q', conversation_id: 'c' };
const event = (id: number, name: string, data: object) =>
  `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const stream = (...events: string[]) =>
  new Response(events.join(''), { headers: { 'Content-Type': 'text/event-stream' } });
const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ status, code, detail: code }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
const begun = event(1, 'run', { run_id: 'r1' });
const stage = (id: number, state: string) => event(id, 'stage', { step: 1, stage: 'understand', state });

async function follow(...answers: (Response | Error)[]) {
  const calls: Request[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    calls.push(new Request(new URL(path, 'http://memori.test'), init));
    const answer = answers.shift();
    if (!answer || answer instanceof Error) {
      throw answer ?? new Error('nothing more was expected');
    }
    return answer;
  });
  let last = start;
  const states: string[] = [];
  await followRun(start, request, (run) => {
    last = run;
    states.push(run.status);
  });
  return { last, calls, states };
}

afterEach(() => vi.unstubAllGlobals());

describe('followRun', () => {
  it('tells the stages and ends with the answer', async () => {
    const { last } = await follow(
      stream(begun, stage(2, 'started'), stage(3, 'ok'), event(4, 'answer', { answer_id: 'r1' })),
    );
    expect(last).toMatchObject({ status: 'answered', runId: 'r1', kept: { answer_id: 'r1' } });
    expect(last.stages).toMatchObject([{ step: 1, state: 'ok' }]);
  });

  it('goes on from the last event when the connection is lost', async () => {
    const { last, calls, states } = await follow(
      stream(begun, stage(2, 'started')),
      new TypeError('network'),
      stream(stage(3, 'ok'), event(4, 'answer', { answer_id: 'r1' })),
    );
    expect(calls.map((call) => `${call.method} ${new URL(call.url).pathname}`)).toEqual([
      'POST /api/text2sql/runs',
      'GET /api/text2sql/runs/r1/events',
      'GET /api/text2sql/runs/r1/events',
    ]);
    expect(calls[2]?.headers.get('Last-Event-ID')).toBe('2');
    expect(states).toContain('reconnecting');
    expect(last.status).toBe('answered');
  });

  it('does not ask again what may have been heard', async () => {
    const { last, calls } = await follow(new TypeError('network'));
    expect(calls).toHaveLength(1);
    expect(last).toMatchObject({ status: 'failed', problem: { code: 'offline' } });
  });

  it('goes on in a new session when the old one is over', async () => {
    const { last, calls } = await follow(problem(401, 'session-expired'), stream(begun, event(2, 'stopped', {})));
    const sessions = await Promise.all(calls.map(async (call) => (await call.json()).session_id));
    expect(sessions[0]).toBe('c');
    expect(sessions[1]).not.toBe('c');
    expect(last.status).toBe('stopped');
  });

  it('says what the service says when it refuses', async () => {
    const { last } = await follow(problem(429, 'rate-limited'));
    expect(last).toMatchObject({ status: 'failed', problem: { status: 429, code: 'rate-limited' } });
  });

  it('passes over events that it does not know', async () => {
    const { last } = await follow(
      stream(
        begun,
        event(2, 'novelty', {}),
        event(3, 'problem', { status: 504, code: 'request-timeout', detail: 'late' }),
      ),
    );
    expect(last).toMatchObject({ status: 'failed', problem: { code: 'request-timeout', detail: 'late' } });
  });
});
