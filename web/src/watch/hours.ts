interface Hour<T> {
  hour: string;
  figures: T;
}

const length = 3_600_000;

/** The hours from the first to the last, those too in which nothing happened. */
export function everyHour<T>(known: Hour<T>[]): { hour: string; figures: T | undefined }[] {
  const times = known.map(({ hour }) => Date.parse(hour));
  const first = Math.min(...times);
  const count = known.length === 0 ? 0 : (Math.max(...times) - first) / length + 1;
  return Array.from({ length: count }, (_, at) => {
    const time = first + at * length;
    return { hour: new Date(time).toISOString(), figures: known[times.indexOf(time)]?.figures };
  });
}
