import { expect, expectAccessible, type Page, test } from './test';

const dialogs: [string, string, (page: Page) => Promise<void>][] = [
  ['the palette', '/ask', (page) => page.keyboard.press('Control+k')],
  ['the keys', '/ask', (page) => page.getByRole('button', { name: 'Keyboard shortcuts' }).click()],
  ['adding a database', '/data', (page) => page.getByRole('button', { name: 'Add a database' }).click()],
  ['describing a table', '/data/1', (page) => page.getByRole('button', { name: 'Describe cities' }).click()],
  ['adding a word', '/data/1?tab=glossary', (page) => page.getByRole('button', { name: 'Add a word' }).click()],
  ['remembering', '/memory', (page) => page.getByRole('button', { name: 'Remember something' }).click()],
  ['making a key', '/manage', (page) => page.getByRole('button', { name: 'Make a key' }).click()],
];

for (const [name, address, open] of dialogs) {
  test(`${name} is accessible, keeps the focus, and closes by Esc`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await open(page);
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page, 'colours');
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Tab');
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });
}
