import { expect, expectAccessible, test } from './test';

test('a job is run, and its log tells what came of it', async ({ page }) => {
  await page.goto('/manage?tab=jobs');
  const row = page.getByRole('row', { name: /alerts/ }).first();
  await row.getByRole('button', { name: 'Now' }).click();
  await row.getByRole('button', { name: /^Last runs/ }).click();
  const log = page.getByRole('dialog');
  await expect(log.getByRole('cell', { name: 'done' }).first()).toBeVisible();
  await expectAccessible(page);
});

test('everybody’s memories are shown in figures, never in words', async ({ page, request }) => {
  const content = 'Ursula keeps her bicycle in the cellar of the office';
  const headers = { 'X-User-Id': 'ursula' };
  expect((await request.post('/api/memories', { headers, data: { content, kind: 'fact' } })).status()).toBe(201);
  await page.goto('/memory');
  await page.getByText("Everybody's", { exact: true }).click();
  await expect(page.getByRole('row', { name: /ursula/ })).toBeVisible();
  await expect(page.getByText('Kept by day')).toBeVisible();
  await expect(page.getByText(content)).toHaveCount(0);
  await expectAccessible(page);
});

test('alerts that were given are listed', async ({ page }) => {
  await page.route('**/api/admin/alerts*', (route) =>
    route.fulfill({
      json: {
        alerts: [
          {
            kind: 'error-rate',
            message: '6 of 20 requests of the last hour failed (30.0%). <b>bold</b>',
            subject_kind: null,
            id: null,
            day: null,
            used: null,
            limit: null,
            value: 0.3,
            threshold: 0.05,
            at: '2026-01-02T03:04:05Z',
          },
        ],
      },
    }),
  );
  await page.goto('/watch?tab=alerts');
  const row = page.getByRole('row', { name: /Errors/ });
  await expect(row).toContainText('<b>bold</b>');
  await expect(row).toContainText('30%');
  await expectAccessible(page);
});
