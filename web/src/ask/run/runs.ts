import { useSyncExternalStore } from 'react';
import { api, ask } from '@/api/client';
import { queryClient } from '@/api/query';
import { newId } from '@/state/newId';
import { stored } from '@/state/stored';
import { conversationsKey } from '../conversations';
import { followRun, type RunRequest } from './followRun';
import { isOver, type Run } from './runState';

const kept = stored('memori.runs', '[]');
let runs: Run[] = [];
const listeners = new Set<() => void>();

function put(run: Run): void {
  const at = runs.findIndex((other) => other.key === run.key);
  runs = at < 0 ? [...runs, run] : runs.with(at, run);
  kept.set(JSON.stringify(runs.filter((other) => !isOver(other) && other.runId).map(({ kept: _, ...rest }) => rest)));
  for (const listener of listeners) {
    listener();
  }
}

async function follow(run: Run, request?: RunRequest): Promise<void> {
  await followRun(run, request, put);
  await queryClient.invalidateQueries({ queryKey: conversationsKey });
}

/** Goes on with what was being answered when the page was left, once. What ended long ago stands among the kept answers. */
export function resumeRuns(): void {
  const left = (JSON.parse(kept.get()) as Run[]).filter((run) => !runs.some((other) => other.key === run.key));
  for (const run of left) {
    put(run);
    void follow(run).then(() => {
      const ended = runs.find((other) => other.key === run.key);
      if (ended?.problem?.status === 404) {
        dropRun(ended);
      }
    });
  }
}

/** Asks a question in a conversation. The run lives on whatever page is shown. */
export function startRun(request: RunRequest): void {
  const run: Run = {
    key: newId(),
    question: request.query,
    sourceId: request.datasource_id,
    conversation: request.conversation_id,
    stages: [],
    status: 'running',
  };
  put(run);
  void follow(run, request);
}

/** Stops a run; its last event says that it was. */
export async function stopRun(run: Run): Promise<void> {
  if (run.runId) {
    await ask(api.DELETE('/api/text2sql/runs/{id}', { params: { path: { id: run.runId } } }));
  }
}

/** Takes a run out of the thread, as when its question is asked again. */
export function dropRun(run: Run): void {
  runs = runs.filter((other) => other.key !== run.key);
  for (const listener of listeners) {
    listener();
  }
}

/** Takes the run of an answer out of the thread, when the answer is gone. */
export function dropAnswer(id: string): void {
  for (const run of runs.filter((other) => other.runId === id)) {
    dropRun(run);
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The runs of a conversation that began since the page was loaded. */
export function useRuns(conversation: string): Run[] {
  const all = useSyncExternalStore(subscribe, () => runs);
  return all.filter((run) => run.conversation === conversation);
}
