import { describe, expect, it } from 'vitest';
import { bytes, dollars, duration, number, percent, short } from '@/format/numbers';

describe('numbers', () => {
  it('keep every digit of what is too large to count', () => {
    expect(number('9223372036854775807', 'en')).toBe('9,223,372,036,854,775,807');
    expect(number('-12345678901234567890.10', 'en')).toBe('-12,345,678,901,234,567,890.10');
    expect(number(1234.5, 'zh-CN')).toBe('1,234.5');
  });

  it('are short where there is little room', () => {
    expect(short(12_345, 'en')).toBe('12.3K');
    expect(short(12_345, 'zh-CN')).toBe('1.2万');
  });

  it('show small sums of money', () => {
    expect(dollars(0.00123, 'en')).toBe('$0.0012');
    expect(dollars(12.5, 'en')).toBe('$12.50');
    expect(dollars(0, 'en')).toBe('$0.00');
  });

  it('choose the unit of a time', () => {
    expect([3, 999.4, 1200, 99_949, 180_000].map((ms) => duration(ms, 'en'))).toEqual([
      '3 ms',
      '999 ms',
      '1.2 sec',
      '99.9 sec',
      '3 min',
    ]);
  });

  it('choose the unit of a size', () => {
    expect([0, 999, 1500, 268_435_456].map((size) => bytes(size, 'en'))).toEqual([
      '0 byte',
      '999 byte',
      '1.5 kB',
      '268.4 MB',
    ]);
    expect(percent(0.582, 'en')).toBe('58%');
  });
});
