const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, known);
  return known;
}

const parsed = (at: string | Date): Date => (at instanceof Date ? at : new Date(at));

/** Day and time of day where the reader is. */
export const moment = (at: string | Date, language: string): string =>
  format(language, 'moment', { dateStyle: 'medium', timeStyle: 'short' }).format(parsed(at));

/** The day only. */
export const day = (at: string | Date, language: string): string =>
  format(language, 'day', { dateStyle: 'medium' }).format(parsed(at));

/** The hour of a day, for the axis of a chart. */
export const hour = (at: string | Date, language: string): string =>
  format(language, 'hour', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(parsed(at));

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago, or in how long; beyond a month the day itself. */
export function ago(at: string | Date, language: string, now: Date): string {
  const seconds = (parsed(at).getTime() - now.getTime()) / 1000;
  if (Math.abs(seconds) > 30 * 86_400) {
    return day(at, language);
  }
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return unit === 'second' ? relative.format(0, 'second') : relative.format(Math.round(seconds / length), unit);
}
