import { askQuestion, expect, test } from './test';

const widths = [375, 600, 768, 1024, 1280, 1440, 1920, 2560];
const addresses = [
  '/ask',
  '/data',
  '/data/1',
  '/data/1?tab=diagram',
  '/data/1?tab=rules',
  '/memory',
  '/watch',
  '/watch?tab=health',
  '/manage?tab=settings',
  '/manage?tab=jobs',
];

/** What of the page goes beyond the window, and controls that lie on each other. */
const faults = () => {
  const found: string[] = [];
  if (document.documentElement.scrollWidth > innerWidth) {
    found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  }
  const content = document.getElementById('content');
  if (content && content.scrollWidth > content.clientWidth) {
    found.push(`the content is ${content.scrollWidth} wide, its frame ${content.clientWidth}`);
  }
  const controls = [...document.querySelectorAll<HTMLElement>('button, input, select, textarea, h1')].filter(
    (one) =>
      one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !one.closest('[role=grid], .react-flow'),
  );
  // Only what is seen of them: what is scrolled out of its frame lies on nothing.
  const seen = (one: HTMLElement) => {
    let { left, top, right, bottom } = one.getBoundingClientRect();
    for (let frame = one.parentElement; frame; frame = frame.parentElement) {
      if (getComputedStyle(frame).overflow !== 'visible') {
        const clip = frame.getBoundingClientRect();
        [left, top] = [Math.max(left, clip.left), Math.max(top, clip.top)];
        [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
      }
    }
    return { left, top, right, bottom };
  };
  const boxes = controls
    .map((one) => ({ one, box: seen(one) }))
    .filter(({ box }) => box.right - box.left > 1 && box.bottom - box.top > 1);
  boxes.forEach((a, at) => {
    for (const b of boxes.slice(at + 1)) {
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      const sameFrame = a.one.closest('nav, header, main') === b.one.closest('nav, header, main');
      if (across > 2 && down > 2 && sameFrame && !a.one.contains(b.one) && !b.one.contains(a.one)) {
        found.push(`${a.one.outerHTML.slice(0, 80)} lies on ${b.one.outerHTML.slice(0, 80)}`);
      }
    }
  });
  return found;
};

for (const address of addresses) {
  test(`${address} fits from 375 to 2,560 pixels`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole('navigation').first()).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await expect.poll(() => page.evaluate(faults), `at ${width}`).toEqual([]);
    }
  });
}

test('an answer fits from 375 to 2,560 pixels', async ({ page }) => {
  await page.goto('/ask');
  await askQuestion(page, 'Top 5 products by price');
  await page.getByRole('tab', { name: 'Result' }).click();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => page.evaluate(faults), `at ${width}`).toEqual([]);
  }
});
