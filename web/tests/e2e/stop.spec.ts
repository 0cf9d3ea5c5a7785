import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Service, startService } from './service';
import { expect, test } from './test';

/** A model that never answers: what waits for it waits until it is stopped. */
async function silentModel(): Promise<Server> {
  const server = createServer((request) => request.resume());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

let model: Server;
let service: Service;

test.beforeAll(async () => {
  model = await silentModel();
  const url = `http://127.0.0.1:${(model.address() as AddressInfo).port}`;
  service = await startService({ ANTHROPIC_API_KEY: 'sk-ant-none', MEMORI_ANTHROPIC_BASE_URL: url });
});

test.afterAll(async () => {
  model.closeAllConnections();
  model.close();
  await service.stop();
});

for (const [way, stop] of [
  ['the button', 'click'],
  ['Esc', 'press'],
] as const) {
  test(`a question that is being answered is stopped by ${way}, and can be asked again`, async ({ page }) => {
    await page.goto(`${service.url}/ask`);
    await page.locator('[data-composer]').fill('Which customers sound the most poetic, and why?');
    await page.keyboard.press('Enter');
    const button = page.getByRole('button', { name: 'Stop' });
    await expect(button).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'Write' }).first()).toBeVisible();
    await (stop === 'click' ? button.click() : page.keyboard.press('Escape'));
    await expect(page.getByText('Stopped', { exact: false }).first()).toBeVisible();
    await expect(button).toBeHidden();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(page.locator('[data-composer]')).toBeEnabled();
  });
}
