import { expect, it } from 'vitest';
import { everyDay } from '@/memory/everyDay';

it('shows the days between as well', () => {
  expect(everyDay([])).toEqual([]);
  expect(
    everyDay([
      { day: '2026-02-27', memories: 2 },
      { day: '2026-03-01', memories: 1 },
    ]),
  ).toEqual([
    { day: '2026-02-27', memories: 2 },
    { day: '2026-02-28', memories: 0 },
    { day: '2026-03-01', memories: 1 },
  ]);
});
