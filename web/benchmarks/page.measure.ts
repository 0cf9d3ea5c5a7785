import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, test } from '@playwright/test';
import { type Service, startService } from '../tests/e2e/service';
import { frames, median, share, work } from './figures';

const starts = 7;
const pages = 50;
const rounds = 3;
const lines: string[] = [];
let service: Service;

test.beforeAll(async () => {
  service = await startService();
});

test.afterAll(async () => {
  await service.stop();
  const results = join(import.meta.dirname, '../../benchmarks/results');
  await mkdir(results, { recursive: true });
  const load = `load average before: ${begun}`;
  const head = `# The page\n\n\`cd web && npm run measure\`: Chromium and a service of its own, on this machine (${cpus().length} cores, ${cpus()[0]?.model}; ${load}).\nClocks say what the machine's other work left; the thread's work does not depend on it.\n`;
  await writeFile(join(results, 'page.md'), `${head}\n${lines.join('\n')}\n`);
});

const begun = (loadavg()[0] ?? 0).toFixed(2);
const ms = (value: number) => `${Math.round(value)} ms`;

async function start(browser: Browser, again: boolean) {
  const page = await (await browser.newContext()).newPage();
  if (again) {
    await page.goto(`${service.url}/ask`, { waitUntil: 'networkidle' });
    await page.goto('about:blank');
  }
  const worked = await work(page);
  await page.goto(`${service.url}/ask`, { waitUntil: 'commit' });
  await page.locator('[data-composer]').fill('x');
  const figures = { time: await page.evaluate(() => performance.now()), worked: await worked() };
  await page.context().close();
  return figures;
}

test('time to interactive', async ({ browser }) => {
  lines.push(
    '## Until the question can be typed',
    '',
    '| visit | least | median | work of the page’s thread (median) |',
    '|---|---|---|---|',
  );
  for (const again of [false, true]) {
    const taken: Awaited<ReturnType<typeof start>>[] = [];
    for (let at = 0; at < starts; at++) {
      taken.push(await start(browser, again));
    }
    const times = taken.map(({ time }) => time);
    lines.push(
      `| ${again ? 'again (files kept)' : 'first'} | ${ms(Math.min(...times))} | ${ms(median(times))} | ${ms(median(taken.map(({ worked }) => worked)))} |`,
    );
  }
});

test('scrolling 100,000 rows', async ({ browser }) => {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(`${service.url}/ask`);
  await page.locator('[data-composer]').fill('How many stores are there?');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('article');
  await answer.getByRole('button', { name: 'Change the SQL' }).click();
  await expect(answer.getByRole('textbox', { name: 'SQL editor' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(
    'SELECT o.*, i.*, c.* FROM orders o JOIN order_items i ON i.order_id = o.id CROSS JOIN customers c',
  );
  await page.keyboard.press('Control+Enter');
  await answer.getByRole('button', { name: /100,000/ }).click();
  const grid = answer.getByRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', '100001');
  await grid.hover();
  lines.push(
    '',
    '## Scrolling 100,000 rows of 21 columns',
    '',
    '| how | frames | median | 99 of 100 | slowest | slowest of the best round | work a frame |',
    '|---|---|---|---|---|---|---|',
  );
  const ways: [string, (at: number) => Promise<void>][] = [
    ['by the wheel, 120 px', () => page.mouse.wheel(0, 120)],
    ['by the wheel, 2,000 px', () => page.mouse.wheel(0, 2000)],
    ['anywhere', (at) => grid.evaluate((frame, to) => frame.scrollTo(0, to), (at * 7919 * 331) % 2_790_000)],
    ['by arrow keys', () => page.keyboard.press('ArrowDown')],
    ['across', (at) => grid.evaluate((frame, to) => frame.scrollTo(to, 0), (at * 37) % 1500)],
  ];
  for (const [how, act] of ways) {
    const all: number[][] = [];
    const worked = await work(page);
    for (let round = 0; round < rounds; round++) {
      await grid.evaluate((frame) => frame.scrollTo(0, 0));
      await grid.focus();
      all.push(
        await frames(page, async () => {
          for (let at = 0; at < 100; at++) {
            await act(at);
            await page.evaluate(() => new Promise(requestAnimationFrame));
          }
        }),
      );
    }
    const flat = all.flat();
    const each = (await worked()) / flat.length;
    lines.push(
      `| ${how} | ${flat.length} | ${ms(median(flat))} | ${ms(share(flat, 0.99))} | ${ms(Math.max(...flat))} | ${ms(Math.min(...all.map((round) => Math.max(...round))))} | ${each.toFixed(1)} ms |`,
    );
  }
  await page.context().close();
});

test('fifty open pages with live answers', async ({ browser }) => {
  const open = await Promise.all(
    Array.from({ length: pages }, async (_, at) => {
      const context = await browser.newContext();
      await context.addInitScript((user) => localStorage.setItem('memori.user', user), `person-${at}`);
      const page = await context.newPage();
      await page.goto(`${service.url}/ask`, { timeout: 300_000 });
      await page.locator('[data-composer]').waitFor({ timeout: 300_000 });
      return page;
    }),
  );
  await Promise.all(
    open.map(async (page) => {
      await page.locator('[data-composer]').fill('Number of products per category');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('article')).toBeVisible();
    }),
  );
  const status = await readFile(`/proc/${service.pid}/status`, 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]);
  lines.push('', `## The server's memory with ${pages} open pages, each with an answer that streams`, '');
  lines.push(
    `Resident: ${Math.round(kilobytes('VmRSS') / 1000)} MB, at most ${Math.round(kilobytes('VmHWM') / 1000)} MB.`,
  );
  await Promise.all(open.map((page) => page.context().close()));
});
