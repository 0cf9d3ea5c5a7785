import { gzipSync } from 'node:zlib';
import { expect, test } from './test';

const most = { script: 220_000, stylesheet: 40_000 };

test('the page needs little to begin with', async ({ page }) => {
  const sizes: Record<string, number> = {};
  page.on('response', async (response) => {
    const type = response.request().resourceType();
    sizes[type] = (sizes[type] ?? 0) + gzipSync(await response.body()).length;
  });
  await page.goto('/ask', { waitUntil: 'networkidle' });
  await expect(page.locator('[data-composer]')).toBeVisible();
  console.log(`initial JS ${sizes.script} bytes, CSS ${sizes.stylesheet} bytes, gzip`);
  expect(sizes.script).toBeLessThanOrEqual(most.script);
  expect(sizes.stylesheet).toBeLessThanOrEqual(most.stylesheet);
});

test('the page is interactive in a second and a half', async ({ page }) => {
  const times: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    await page.goto('about:blank');
    await page.goto('/ask', { waitUntil: 'commit' });
    await page.locator('[data-composer]').fill('x');
    times.push(await page.evaluate(() => performance.now()));
  }
  console.log(`interactive after ${times.map(Math.round).join(', ')} ms`);
  expect(Math.min(...times)).toBeLessThan(1500);
});

test('nothing comes from another host', async ({ page, baseURL }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  for (const address of ['/ask', '/data/1?tab=diagram', '/watch', '/manage']) {
    await page.goto(address, { waitUntil: 'networkidle' });
  }
  expect([...hosts]).toEqual([new URL(baseURL ?? '').origin]);
});
