import type { StreamEvent } from '@/api/eventStream';
import { Problem } from '@/api/problem';
import type { Schemas } from '@/api/types';

export type Answer = Schemas['AnswerDocument'];
export type KeptAnswer = Schemas['KeptAnswerDocument'];
export type Stage = Schemas['RunStageDocument'];

/** One question on its way to an answer. */
export interface Run {
  /** Ours, as the server's comes with its first event. */
  key: string;
  question: string;
  sourceId: number;
  conversation: string;
  runId?: string;
  /** The last event that came: where to go on when the connection is lost. */
  lastEvent?: string;
  stages: Stage[];
  status: 'running' | 'reconnecting' | 'answered' | 'failed' | 'stopped';
  kept?: KeptAnswer;
  problem?: Problem;
}

export const isOver = (run: Run): boolean => run.status !== 'running' && run.status !== 'reconnecting';

/** The run after one more event. Events that are not known are passed over, so that a newer server does no harm. */
export function after(run: Run, event: StreamEvent): Run {
  const next: Run = { ...run, status: 'running', lastEvent: event.id ?? run.lastEvent };
  const data = JSON.parse(event.data);
  switch (event.event) {
    case 'run':
      return { ...next, runId: data.run_id };
    case 'stage': {
      const known = run.stages.findIndex((stage) => stage.step === data.step);
      return { ...next, stages: known < 0 ? [...run.stages, data] : run.stages.with(known, data) };
    }
    case 'answer':
      return { ...next, status: 'answered', kept: data };
    case 'problem': {
      const { status, code, detail, request_id, ...extra } = data;
      return { ...next, status: 'failed', problem: new Problem(status ?? 500, code, detail ?? '', extra, request_id) };
    }
    case 'stopped':
      return { ...next, status: 'stopped' };
    default:
      return next;
  }
}
