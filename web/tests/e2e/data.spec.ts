import { expect, expectAccessible, type Page, test } from './test';

const attack = '<img src=x onerror="document.title=1"><script>document.title=1</script>';

async function upload(page: Page, name: string, text: string): Promise<void> {
  await page.goto('/data');
  await page.getByRole('button', { name: 'Add a database' }).click();
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByText(/can be asked now/)).toBeVisible();
}

test('a script in rows, names and file names stays text', async ({ page }) => {
  await upload(
    page,
    `${attack.slice(0, 20)}.csv`,
    `id,"${attack.replaceAll('"', '""')}"\n1,"${attack.replaceAll('"', '""')}"\n`,
  );
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('button', { name: 'Show the first rows' }).click();
  const cell = page.getByRole('gridcell', { name: attack });
  await expect(cell).toBeVisible();
  await cell.dblclick();
  await expect(page.getByRole('dialog')).toContainText(attack);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Diagram' }).click();
  await expect(page.locator('.react-flow__node')).toBeVisible();
  await expect(page.locator('img:not([src="/icon.svg"])')).toHaveCount(0);
  await expect(page).toHaveTitle(/· Memori$/);
});

test('100,000 rows: loaded, moved through by keys, few of them in the page', async ({ page }) => {
  const rows = Array.from({ length: 100_000 }, (_, at) => `${at + 1},name ${at + 1},${(at * 7919) % 1000}`);
  await upload(page, 'many.csv', `id,name,amount\n${rows.join('\n')}\n`);
  await page.getByRole('button', { name: 'Open it' }).click();
  await page
    .getByRole('link', { name: 'Ask' })
    .or(page.getByRole('button', { name: 'Ask', exact: true }))
    .last()
    .click();
  await page.locator('[data-composer]').fill('list the name and amount of all many');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('article');
  await answer.getByRole('button', { name: 'Change the SQL' }).click();
  await expect(answer.getByRole('textbox', { name: 'SQL editor' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('SELECT * FROM many');
  await page.keyboard.press('Control+Enter');
  await answer.getByRole('tab', { name: 'Result' }).click();
  await answer.getByRole('button', { name: 'Load up to 100,000' }).click();
  await expect(answer.getByText('100,000 rows')).toBeVisible();
  const grid = answer.getByRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', '100001');
  await grid.focus();
  await page.keyboard.press('Control+End');
  await expect(grid.getByRole('gridcell', { name: 'name 100000', exact: true })).toBeVisible();
  expect(await grid.getByRole('row').count()).toBeLessThan(80);
  await page.keyboard.press('Control+Home');
  await expect(grid.getByRole('gridcell', { name: 'name 1', exact: true })).toBeVisible();
  await answer.getByRole('searchbox', { name: 'Filter the rows' }).fill('name 99999');
  await expect(answer.getByText('1 of 100,000 rows')).toBeVisible();
});

test('a description and a synonym are kept and read back', async ({ page }) => {
  await page.goto('/data/1?table=stores');
  await page.getByRole('button', { name: 'Describe stores' }).click();
  await page.getByLabel('Also called').fill('shops, 店面');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('店面', { exact: true })).toBeVisible();
});

test('a word of the house is kept, changed and deleted', async ({ page }) => {
  await page.goto('/data/1?tab=glossary');
  await page.getByRole('button', { name: 'Add a word' }).click();
  await page.getByLabel('Word', { exact: true }).first().fill(`big order ${attack}`);
  await page.getByLabel('Meaning, in English').fill('An order above 5,000');
  await page.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row', { name: /big order/ });
  await expect(row).toContainText(attack);
  await row.getByRole('button', { name: /^Delete/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
});

test('a word of the house is tried on a question, which is shown and not run', async ({ page }) => {
  await page.goto('/data/1?tab=glossary');
  await page.getByRole('button', { name: 'Add a word' }).click();
  await page.getByLabel('Word', { exact: true }).first().fill('premium products');
  await page.getByLabel('Meaning, in English').fill('Products above 500');
  await page.getByRole('combobox', { name: 'Table' }).selectOption('products');
  await page.getByLabel('In SQL').fill('price > 500');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Try: premium products' }).click();
  const trial = page.getByRole('dialog');
  await trial.getByLabel('A question with the word').fill('How many premium products are there?');
  await trial.getByRole('button', { name: 'Try', exact: true }).click();
  await expect(trial.getByRole('region', { name: 'SQL' })).toContainText('price > 500');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(trial).toBeHidden();
});

test('rules are checked with their lines and tried as somebody', async ({ page }) => {
  await page.goto('/data/1?tab=rules');
  const rules = page.getByRole('textbox', { name: 'Rules in YAML' });
  await rules.fill('version: 1\nrules:\n  - table: nothing_like_it\n    hide: [x]\n');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText(/Line 3:/)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('User').fill('alice');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('cell', { name: 'cities', exact: true })).toBeVisible();
});

test('a connection is tried before it can be kept', async ({ page }) => {
  await page.goto('/data');
  await page.getByRole('button', { name: 'Add a database' }).click();
  await page.getByRole('tab', { name: 'Connect' }).click();
  await page.getByLabel('Where it is').fill('postgres://nobody@127.0.0.1:1/none');
  await expect(page.getByRole('button', { name: 'Add it' })).toBeDisabled();
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await expect(page.getByRole('list', { name: 'The connection' })).toContainText("can't be reached");
  await expect(page.getByRole('button', { name: 'Add it' })).toBeDisabled();
  await expectAccessible(page);
});
