import { expect, expectAccessible, type Page, test } from './test';

async function remember(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Remember something' }).click();
  await page.getByLabel('What to remember').fill(words);
  await page.getByRole('button', { name: 'Remember', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('what is told is found with its score explained, corrected, and forgotten', async ({ page }) => {
  await page.goto('/memory');
  const words = 'Deliveries to Lisbon <script>document.title=1</script> go by ship';
  await remember(page, words);
  await page.getByRole('searchbox', { name: 'Search what is remembered' }).fill('Lisbon ship');
  const item = page.getByRole('button', { name: /Deliveries to Lisbon/, expanded: false });
  await item.click();
  const details = page.getByRole('complementary', { name: 'Memory' });
  await expect(details).toContainText('<script>document.title=1</script>');
  await expect(details).toContainText('Words in common');
  await expectAccessible(page);
  await details.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('What to remember').fill('Deliveries to Lisbon go by train');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(details).toContainText('by train');
  await details.getByRole('button', { name: 'What to do with it' }).click();
  await page.getByRole('menuitem', { name: 'Forget' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click();
  await expect(details).toBeHidden();
  await expect(page.getByRole('button', { name: /Deliveries to Lisbon/ })).toHaveCount(0);
  await expect(page).toHaveTitle(/· Memori$/);
});

test('j and k go through the list with the details beside', async ({ page }) => {
  await page.goto('/memory');
  await remember(page, 'The first of two to go through');
  await remember(page, 'The second of two to go through');
  const items = page.getByRole('list', { name: 'What is remembered' }).getByRole('button');
  await items.first().click();
  const details = page.getByRole('complementary', { name: 'Memory' });
  const first = await details.textContent();
  await page.keyboard.press('j');
  await expect(items.nth(1)).toBeFocused();
  await expect(details).not.toHaveText(first ?? '');
  await page.keyboard.press('k');
  await expect(items.first()).toBeFocused();
});

test('a memory is replaced, the history tells, and the old one can be put back', async ({ page }) => {
  await page.goto('/memory');
  await remember(page, 'Our office is in Bergen');
  await page.getByRole('button', { name: /office is in Bergen/ }).click();
  const details = page.getByRole('complementary', { name: 'Memory' });
  await details.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('What to remember').fill('Our office is in Oslo');
  await page.getByLabel('Keep the old one in the history').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(details).toContainText('Our office is in Oslo');
  await expect(details).toContainText('Replaced');
  await details.getByRole('button', { name: 'What to do with it' }).click();
  await page.getByRole('menuitem', { name: 'Put back in force' }).click();
  await expect(details).toContainText('In force');
});

test('memories can be taken along', async ({ page }) => {
  await page.goto('/memory');
  await remember(page, 'This is to be taken along');
  await page.getByRole('button', { name: 'More' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save my memories as a file' }).click();
  expect((await download).suggestedFilename()).toBe('memories.jsonl');
});
