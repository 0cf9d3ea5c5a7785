const length = 86_400_000;

/** The days (UTC) from the first to the last, those too on which nothing was kept. */
export function everyDay(known: { day: string; memories: number }[]): { day: string; memories: number }[] {
  const counts = new Map(known.map(({ day, memories }) => [day, memories]));
  const times = known.map(({ day }) => Date.parse(day));
  const first = Math.min(...times);
  const count = known.length === 0 ? 0 : (Math.max(...times) - first) / length + 1;
  return Array.from({ length: count }, (_, at) => {
    const day = new Date(first + at * length).toISOString().slice(0, 10);
    return { day, memories: counts.get(day) ?? 0 };
  });
}
