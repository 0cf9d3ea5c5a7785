import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

export { expect, type Page } from '@playwright/test';

interface Fixtures {
  /** Answers that fail on purpose: "Failed to load resource" is not a fault of the page then. */
  expected: { failures: boolean };
}

/** A page whose console stays silent: no error, no violation of the content security policy. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it so
  expected: async ({}, use) => use({ failures: false }),
  page: async ({ page, expected }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      const ours = !(expected.failures && message.text().startsWith('Failed to load resource'));
      if (message.type() === 'error' && ours) {
        faults.push(message.text());
      }
    });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
      );
    });
    await use(page);
    expect(faults).toEqual([]);
  },
});

/** Nothing that the rules of WCAG 2.2 AA find; another theme changes colours only, so only they are looked at again. */
export async function expectAccessible(page: Page, rules: 'all' | 'colours' = 'all'): Promise<void> {
  // What fades in has the colours of neither end meanwhile.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules === 'colours'
    ? axe.withRules(['color-contrast'])
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
  ).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.html}`).join(' | ')}`),
  ).toEqual([]);
}

/** Asks a question in the composer, and waits for its answer. */
export async function askQuestion(page: Page, question: string): Promise<void> {
  const field = page.locator('[data-composer]');
  await field.fill(question);
  await field.press('Enter');
  await expect(page.getByRole('article', { name: question }).last()).toBeVisible();
}
