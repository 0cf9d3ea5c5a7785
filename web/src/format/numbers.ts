const formats = new Map<string, Intl.NumberFormat>();

function format(language: string, name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${name}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, known);
  return known;
}

/** A count or a measure, with separators; texts of digits keep every digit, however many there are. */
export function number(value: number | string, language: string): string {
  const digits = typeof value === 'string' ? (value.split('.')[1]?.length ?? 0) : 0;
  return typeof value === 'string'
    ? format(language, `text ${digits}`, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
        value as Intl.StringNumericLiteral,
      )
    : format(language, 'number', { maximumFractionDigits: 10 }).format(value);
}

/** A large number in few characters: 12.3K, 1.2万. */
export const short = (value: number, language: string): string =>
  format(language, 'short', { notation: 'compact', maximumFractionDigits: 1 }).format(value);

/** A share of one as a percentage. */
export const percent = (share: number, language: string, fraction = 0): string =>
  format(language, `percent ${fraction}`, { style: 'percent', maximumFractionDigits: fraction }).format(share);

/** Dollars: cents where they matter, more digits for the small sums of single calls. */
export const dollars = (value: number, language: string): string =>
  value !== 0 && Math.abs(value) < 0.1
    ? format(language, 'small dollars', { style: 'currency', currency: 'USD', maximumSignificantDigits: 2 }).format(
        value,
      )
    : format(language, 'dollars', { style: 'currency', currency: 'USD' }).format(value);

/** How long something took: 84 ms, 1.2 s, 3 min. */
export function duration(ms: number, language: string): string {
  const [value, unit, digits] =
    ms < 999.5
      ? ([ms, 'millisecond', 0] as const)
      : ms < 99_950
        ? ([ms / 1000, 'second', 1] as const)
        : ([ms / 60_000, 'minute', 0] as const);
  return format(language, unit, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }).format(
    value,
  );
}

/** A number of bytes in the unit that suits it. */
export function bytes(value: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const at = Math.min(units.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3));
  const unit = units[at] ?? 'byte';
  return format(language, unit, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    value / 1000 ** at,
  );
}
