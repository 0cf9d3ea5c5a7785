import { expect, it } from 'vitest';
import { everyHour } from '@/watch/hours';

it('fills the hours in which nothing happened', () => {
  const known = [
    { hour: '2026-03-01T22:00:00+00:00', figures: 1 },
    { hour: '2026-03-02T01:00:00+00:00', figures: 2 },
  ];
  expect(everyHour(known).map(({ hour, figures }) => [hour.slice(11, 13), figures])).toEqual([
    ['22', 1],
    ['23', undefined],
    ['00', undefined],
    ['01', 2],
  ]);
  expect(everyHour([])).toEqual([]);
});
