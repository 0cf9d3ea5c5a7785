import type { Page } from '@playwright/test';

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What the page's thread worked, in milliseconds: other work on the machine doesn't add to it as it does to a clock. */
export async function work(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const total = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const begun = await total();
  return async () => (await total()) - begun;
}

/** Notes the time from one frame to the next while the page is scrolled. */
export async function frames(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const noted = { times: [] as number[], on: true };
    Object.assign(window, { noted });
    let last = performance.now();
    const next = (now: number) => {
      noted.times.push(now - last);
      last = now;
      if (noted.on) {
        requestAnimationFrame(next);
      }
    };
    requestAnimationFrame(next);
  });
  await act();
  return page.evaluate(() => {
    const { noted } = window as unknown as { noted: { times: number[]; on: boolean } };
    noted.on = false;
    return noted.times.slice(1);
  });
}

export const share = (values: number[], at: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? 0;
