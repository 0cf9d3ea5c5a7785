import { expect, expectAccessible, test } from './test';

const views = [
  ['/ask', '[data-composer]'],
  ['/data', 'h1'],
  ['/data/1', 'table'],
  ['/data/1?tab=diagram', '.react-flow__node'],
  ['/data/1?tab=glossary', '[role=tabpanel] button'],
  ['/data/1?tab=rules', 'textarea'],
  ['/data/1?tab=pairs', '[role=tabpanel] :is(p, table)'],
  ['/memory', 'dl'],
  ['/memory?view=all', 'main :is(dl, p)'],
  ['/watch', '[role=tabpanel] > *'],
  ['/watch?tab=costs', 'dl'],
  ['/watch?tab=health', 'table'],
  ['/watch?tab=alerts', '[role=tabpanel] > *'],
  ['/watch?tab=audit', '[role=tabpanel] > *'],
  ['/manage', '[role=tabpanel] button'],
  ['/manage?tab=budgets', 'input'],
  ['/manage?tab=sessions', '[role=tabpanel] > *'],
  ['/manage?tab=models', 'table'],
  ['/manage?tab=settings', 'table'],
  ['/manage?tab=jobs', 'table'],
  ['/manage?tab=page', 'input'],
  ['/nowhere', 'a[href="/ask"]'],
] as const;

for (const [language, locale] of [
  ['en', 'en-US'],
  ['zh-CN', 'zh-CN'],
] as const) {
  test.describe(language, () => {
    test.use({ locale });
    for (const [address, ready] of views) {
      test(`${address} has no accessibility fault in either theme`, async ({ page }) => {
        await page.goto(address);
        await expect(page.locator(ready).first()).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        await expectAccessible(page);
        await page.emulateMedia({ colorScheme: 'dark' });
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
        await expectAccessible(page, 'colours');
      });
    }
  });
}
