import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as dates from './dates';
import * as numbers from './numbers';

/** Numbers and dates as they are written in the language of the page. */
export function useFormat() {
  const { language } = useTranslation().i18n;
  return useMemo(
    () => ({
      number: (value: number | string) => numbers.number(value, language),
      short: (value: number) => numbers.short(value, language),
      percent: (share: number, fraction?: number) => numbers.percent(share, language, fraction),
      dollars: (value: number) => numbers.dollars(value, language),
      duration: (ms: number) => numbers.duration(ms, language),
      bytes: (value: number) => numbers.bytes(value, language),
      moment: (at: string) => dates.moment(at, language),
      day: (at: string) => dates.day(at, language),
      hour: (at: string) => dates.hour(at, language),
      ago: (at: string) => dates.ago(at, language, new Date()),
    }),
    [language],
  );
}
