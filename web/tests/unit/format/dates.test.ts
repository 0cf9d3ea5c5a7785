import { describe, expect, it } from 'vitest';
import { ago } from '@/format/dates';

const now = new Date('2026-03-01T12:00:00Z');

describe('ago', () => {
  it.each([
    ['2026-03-01T11:59:50Z', 'now', '现在'],
    ['2026-03-01T11:55:00Z', '5 minutes ago', '5分钟前'],
    ['2026-02-28T12:00:00Z', 'yesterday', '昨天'],
    ['2026-03-01T14:00:00Z', 'in 2 hours', '2小时后'],
    ['2025-12-01T12:00:00Z', 'Dec 1, 2025', '2025年12月1日'],
  ])('%s is %s', (at, english, chinese) => {
    expect(ago(at, 'en', now)).toBe(english);
    expect(ago(at, 'zh-CN', now)).toBe(chinese);
  });
});
