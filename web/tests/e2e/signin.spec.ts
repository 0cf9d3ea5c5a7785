import { type Service, startService } from './service';
import { expect, expectAccessible, test } from './test';

let service: Service;

test.beforeAll(async () => {
  service = await startService();
});

test.afterAll(() => service.stop());

test('the first key closes the service; keys sign in, and out; a wrong one is refused in words', async ({
  page,
  expected,
}) => {
  expected.failures = true;
  await page.goto(`${service.url}/manage`);
  await page.getByRole('button', { name: 'Make a key' }).click();
  await expect(page.getByText(/This is the first key/)).toBeVisible();
  await page.getByLabel('Name').fill('test');
  await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click();
  const secret = (await page.getByRole('dialog').getByText(/^mk-/).textContent()) ?? '';
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go on with this key' }).click();
  await expect(page.getByRole('cell', { name: 'Administrator' })).toBeVisible();

  await page.getByRole('button', { name: /local/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Memori' })).toBeVisible();
  await expectAccessible(page);
  const key = page.getByLabel('Key', { exact: true });
  await key.fill('mk-wrong');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Check the key');
  await key.fill(secret);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-composer]')).toBeVisible();
  await page.reload();
  await expect(page.locator('[data-composer]')).toBeVisible();

  await page.goto(`${service.url}/manage?tab=keys`);
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('User', { exact: true }).fill('ann');
  await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click();
  const hers = (await page.getByRole('dialog').getByText(/^mk-/).textContent()) ?? '';
  await page.keyboard.press('Escape');
  await page.evaluate((mine) => sessionStorage.setItem('memori.key', mine), hers);
  await page.goto(`${service.url}/ask`);
  await expect(page.getByRole('button', { name: /ann/ })).toBeVisible();
  await page.goto(`${service.url}/manage?tab=keys`);
  await expect(page.getByRole('alert')).toContainText('Sign in with an administrator');
});
