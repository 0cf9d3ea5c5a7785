import type { Explanation } from './memories';

const names = ['text', 'vector', 'conversation', 'cues', 'importance', 'repetition'] as const;

/** What made a score; the parts add up to it, and some take away. */
export const parts = (explanation: Explanation | null) =>
  names.map((name) => ({ name, value: explanation?.[name] ?? 0 }));
