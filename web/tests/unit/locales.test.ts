import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import english from '@/locales/en';
import chinese from '@/locales/zh-CN';

type Words = { [key: string]: string | Words };

const flat = (words: Words, prefix = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );

const en = new Map(flat(english));
const zh = new Map(flat(chinese));
const variables = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort();

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

describe('the words of the page', () => {
  it('are there in both languages', () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('say the same variables in both', () => {
    for (const [key, text] of en) {
      expect([key, variables(zh.get(key) ?? '')]).toEqual([key, variables(text)]);
    }
  });

  it('are Chinese in Chinese, but for names', () => {
    const names = new Set(['sql.title', 'watch.check.claude', 'watch.kind.proxy', 'ask.generator.claude']);
    const english = [...zh].filter(([key, text]) => !/\p{Script=Han}/u.test(text) && !names.has(key));
    expect(english.filter(([key]) => !/^(data\.kind|tour\.)/.test(key))).toEqual([]);
  });

  it('are all there for the keys that the code names', () => {
    const code = sources(join(import.meta.dirname, '../../src')).join('\n');
    const named = [...code.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key as string);
    const missing = named.filter((key) => !en.has(key) && !en.has(`${key}_other`));
    expect(named.length).toBeGreaterThan(200);
    expect([...new Set(missing)]).toEqual([]);
  });
});
