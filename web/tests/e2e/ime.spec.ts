import { expect, test } from './test';

test('the Enter that takes over a composition does not send', async ({ page }) => {
  await page.goto('/ask');
  const field = page.locator('[data-composer]');
  await field.focus();
  const input = await page.context().newCDPSession(page);
  await input.send('Input.imeSetComposition', { text: 'ge cheng shi', selectionStart: 12, selectionEnd: 12 });
  await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', windowsVirtualKeyCode: 229 });
  await expect(page).toHaveURL(/\/ask$/);
  await input.send('Input.insertText', { text: '各城市的客户数量' });
  await expect(field).toHaveValue('各城市的客户数量');
  await field.press('Enter');
  await expect(page.getByRole('article', { name: '各城市的客户数量' })).toBeVisible();
});
