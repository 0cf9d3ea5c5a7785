import { send } from '@/api/client';
import { eventsOf } from '@/api/eventStream';
import { Problem } from '@/api/problem';
import { inSession } from '@/api/sessions';
import { after, isOver, type Run } from './runState';

/** What is asked, and how. */
export interface RunRequest {
  datasource_id: number;
  query: string;
  conversation_id: string;
  exclude_memories?: string[];
}

const pauses = [300, 1000, 2000, 4000, 8000];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const begin = (request: RunRequest): Promise<Response> =>
  inSession(request.conversation_id, (session) =>
    send('/api/text2sql/runs', {
      method: 'POST',
      headers: { Accept: 'text/event-stream', 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...request, session_id: session, include_explanation: true }),
    }),
  );

const goOn = (run: Run): Promise<Response> =>
  send(`/api/text2sql/runs/${encodeURIComponent(run.runId ?? '')}/events`, {
    headers: { Accept: 'text/event-stream', ...(run.lastEvent ? { 'Last-Event-ID': run.lastEvent } : {}) },
  });

/**
 * Asks, and follows the run to its end, telling of each step. Where the connection is lost it goes on from the last event; the server has gone on
 * meanwhile. `request` is left out for a run that was begun before the page was loaded again.
 */
export async function followRun(
  start: Run,
  request: RunRequest | undefined,
  changed: (run: Run) => void,
): Promise<void> {
  let run = start;
  const tell = (next: Run) => {
    run = next;
    changed(next);
  };
  for (let lost = 0; !isOver(run); lost++) {
    try {
      const response = run.runId || !request ? await goOn(run) : await begin(request);
      for await (const event of eventsOf(response)) {
        lost = 0;
        tell(after(run, event));
      }
    } catch (failure) {
      const problem = Problem.ofFailure(failure);
      if (problem.status !== 0) {
        tell({ ...run, status: 'failed', problem });
      }
    }
    // A question that the server has not confirmed is not asked again by itself: it may have been heard.
    if (!isOver(run) && (!run.runId || lost >= pauses.length)) {
      tell({ ...run, status: 'failed', problem: new Problem(0, 'offline', '') });
    } else if (!isOver(run)) {
      tell({ ...run, status: 'reconnecting' });
      await pause(pauses[Math.min(lost, pauses.length - 1)] ?? 0);
    }
  }
}
