import { askQuestion, expect, expectAccessible, test } from './test';

test('a question becomes an answer with its SQL, chart, rows and reasons', async ({ page }) => {
  await page.goto('/ask');
  await askQuestion(page, 'Number of products per category');
  const answer = page.getByRole('article');
  await expect(page.getByText(/^Answered in/)).toBeVisible();
  await expect(answer.getByRole('region', { name: 'SQL' })).toContainText('GROUP BY');
  await expect(answer.getByRole('img', { name: /Bars: Number of products/ })).toBeVisible();
  await expectAccessible(page);
  await answer.getByRole('tab', { name: 'Result' }).click();
  await expect(answer.getByRole('gridcell', { name: 'Electronics' })).toBeVisible();
  await expect(answer.getByText('8 rows')).toBeVisible();
  await answer.getByRole('tab', { name: 'How' }).click();
  await expect(answer.getByRole('cell', { name: 'Check and run' })).toBeVisible();
  await answer.getByRole('button', { name: /confidence$/ }).click();
  await expect(page.getByText(/likely to be what you asked/)).toBeVisible();
  await expectAccessible(page);
});

test('a follow-up goes on from the answer before, and both are there again later', async ({ page }) => {
  await page.goto('/ask');
  await askQuestion(page, 'How many customers are there in Shanghai?');
  await askQuestion(page, 'and in Beijing?');
  await expect(page.getByRole('article').last().getByRole('region', { name: 'SQL' })).toContainText("'Beijing'");
  const address = page.url();
  await page.goto('/data');
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'and in Beijing?' })).toBeVisible();
  await expect(page.getByRole('article', { name: 'and in Beijing?' })).toBeVisible();
  await page.getByRole('button', { name: 'Show', exact: true }).first().click();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(page.getByRole('link', { name: /How many customers are there in Shanghai/ }).first()).toBeVisible();
});

test('edited SQL runs through the guard, shows what changed, and can be saved as the right one', async ({
  page,
  expected,
}) => {
  expected.failures = true;
  await page.goto('/ask');
  await askQuestion(page, 'How many stores are there?');
  const answer = page.getByRole('article');
  await answer.getByRole('button', { name: 'Change the SQL' }).click();
  const editor = answer.getByRole('textbox', { name: 'SQL editor' });
  await expect(editor).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('DELETE FROM stores');
  await page.keyboard.press('Control+Enter');
  await expect(answer.getByRole('alert')).toBeVisible();
  await expect(answer.getByRole('grid')).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('SELECT name FROM stores LIMIT 3');
  await answer.getByRole('button', { name: 'Run' }).click();
  await expect(answer.getByText('3 rows')).toBeVisible();
  await answer.getByRole('button', { name: 'Changes' }).click();
  await expect(answer.getByText('SELECT name FROM stores LIMIT 3')).toBeVisible();
  await expectAccessible(page);
  await answer.getByRole('button', { name: 'Save my SQL as the right one' }).click();
  await expect(answer.getByText('Your SQL is kept as the right one.')).toBeVisible();
});

test('a verdict is kept', async ({ page }) => {
  await page.goto('/ask');
  await askQuestion(page, 'How many employees are there?');
  const right = page.getByRole('button', { name: 'This is right' });
  await right.click();
  await expect(right).toHaveAttribute('aria-pressed', 'true');
});

test('an answer has an address of its own, where its rows are read anew', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/ask');
  await askQuestion(page, 'How many products are there?');
  await page.getByRole('button', { name: 'Copy the link to this answer' }).click();
  await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
  await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await expect(page.getByRole('heading', { name: 'How many products are there?' })).toBeVisible();
  await expect(page.getByRole('grid')).toBeVisible();
  await expectAccessible(page);
});

test('the keys lead between SQL, rows and question', async ({ page }) => {
  await page.goto('/ask');
  await askQuestion(page, 'Top 5 products by price');
  await page.getByRole('tab', { name: 'Result' }).click();
  await page.keyboard.press('F6');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.locator('[data-composer]')).toBeFocused();
  await page.getByRole('tab', { name: 'Result' }).focus();
  await page.keyboard.press('/');
  await expect(page.locator('[data-composer]')).toBeFocused();
});

test('losing the connection goes on where it was', async ({ page, expected }) => {
  expected.failures = true;
  // The first answer breaks off after its second event; what came after is asked for with Last-Event-ID.
  let resumed: string | undefined;
  await page.route('**/api/text2sql/runs', async (route) => {
    const whole = await route.fetch();
    const text = await whole.text();
    await route.fulfill({ response: whole, body: `${text.split('\n\n').slice(0, 2).join('\n\n')}\n\n` });
  });
  await page.route('**/api/text2sql/runs/*/events', async (route) => {
    resumed = route.request().headers()['last-event-id'];
    await route.continue();
  });
  await page.goto('/ask');
  await askQuestion(page, 'How many cities are there?');
  expect(resumed).toBe('2');
  await expect(page.getByText(/^Answered in/)).toBeVisible();
});

test('a server that cannot be reached is said in words, and the question can be asked again', async ({
  page,
  expected,
}) => {
  expected.failures = true;
  await page.goto('/ask');
  await expect(page.locator('[data-composer]')).toBeVisible();
  await page.route('**/api/text2sql/runs', (route) => route.abort());
  await page.locator('[data-composer]').fill('How many cities are there?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('could not be reached');
  await expectAccessible(page);
  await page.unroute('**/api/text2sql/runs');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('article')).toBeVisible();
});

test('what cannot be answered says so, and a close call asks back with buttons', async ({ page }) => {
  await page.goto('/ask');
  await page.locator('[data-composer]').fill('what is the meaning of life');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^(No answer|Which do you mean\?)$/)).toBeVisible();
});

test('the tour asks its question, ticks it, and can be put away', async ({ page }) => {
  await page.goto('/ask');
  const tour = page.getByRole('region', { name: /first look/ });
  await tour.getByRole('button', { name: /How many customers/ }).click();
  await expect(page.getByRole('article')).toBeVisible();
  await page.getByRole('button', { name: 'New conversation' }).click();
  await expect(tour.getByRole('button', { name: /^✓/ })).toBeVisible();
  await tour.getByRole('button', { name: 'Put the tour away' }).click();
  await expect(tour).toBeHidden();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Show the tour' })).toBeVisible();
});

test('the palette goes to pages and takes a question along', async ({ page }) => {
  await page.goto('/ask');
  await expect(page.locator('[data-composer]')).toBeVisible();
  // Typed at once: no letter of it may be lost.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('memo');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/memory/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Which question was never asked?');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-composer]')).toHaveValue('Which question was never asked?');
});

test('tables and columns stand beside the conversation, and a click writes their names', async ({ page }) => {
  await page.goto('/ask');
  const composer = page.locator('[data-composer]');
  await composer.fill('Average of');
  await page.getByRole('button', { name: 'Tables and columns' }).click();
  const panel = page.getByRole('complementary', { name: 'Tables and columns' });
  await panel.getByRole('searchbox').fill('unit_price');
  await panel
    .getByRole('button', { name: /^unit_price/ })
    .first()
    .click();
  await expect(composer).toHaveValue('Average of unit_price ');
  await expect(composer).toBeFocused();
  await expectAccessible(page);
  await page.reload();
  await expect(panel).toBeVisible();
  await panel.getByRole('button', { name: 'Hide tables and columns' }).click();
  await expect(panel).toBeHidden();
});

test('what may be asked next stands under the last answer', async ({ page }) => {
  await page.goto('/ask');
  await askQuestion(page, 'How many customers are there?');
  const next = page.getByRole('region', { name: 'Ask next' });
  await next.getByRole('button', { name: 'By city' }).click();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(page.getByRole('article').last().getByRole('tab', { name: 'Result' })).toBeVisible();
  await next.getByRole('button', { name: 'Only the top 3' }).click();
  await expect(page.getByRole('article')).toHaveCount(3);
  await expect(page.getByRole('article').last().getByText('3 rows')).toBeVisible();
});

test('one answer is deleted, and the rest of the conversation stays', async ({ page, expected }) => {
  expected.failures = true;
  await page.goto('/ask');
  await askQuestion(page, 'How many categories are there?');
  await askQuestion(page, 'How many orders are there?');
  await page.getByRole('button', { name: 'Delete: How many categories are there?' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'How many categories are there?' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'How many orders are there?' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'How many categories are there?' })).toHaveCount(0);
});
