import { gzipSync } from 'node:zlib';
import { expect, test } from './test';

const most = { js: 190_000, css: 40_000 };

test('the page needs little to begin with', async ({ page }) => {
  const loaded: Promise<[string, number]>[] = [];
  page.on('response', (response) => {
    const kind = new URL(response.url()).pathname.split('.').pop() ?? '';
    loaded.push(response.body().then((body) => [kind, gzipSync(body).length]));
  });
  await page.goto('/ask', { waitUntil: 'networkidle' });
  await expect(page.locator('[data-composer]')).toBeVisible();
  const sum = { js: 0, css: 0 };
  for (const [kind, size] of await Promise.all(loaded)) {
    if (kind === 'js' || kind === 'css') {
      sum[kind] += size;
    }
  }
  console.log(`initial JS ${sum.js} bytes, CSS ${sum.css} bytes, gzip`);
  expect(sum.js).toBeGreaterThan(80_000);
  expect(sum.js).toBeLessThanOrEqual(most.js);
  expect(sum.css).toBeLessThanOrEqual(most.css);
});

test('nothing comes from another host', async ({ page, baseURL }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  for (const address of ['/ask', '/data/1?tab=diagram', '/watch', '/manage']) {
    await page.goto(address, { waitUntil: 'networkidle' });
  }
  expect([...hosts]).toEqual([new URL(baseURL ?? '').origin]);
});
