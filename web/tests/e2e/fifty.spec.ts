import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { startService } from './service';

const pages = 50;

/** What one open page holds: the files of the page, then a question whose answer streams. */
async function openPage(url: string, at: number): Promise<string> {
  await (await fetch(`${url}/ask`, { headers: { Accept: 'text/html' } })).text();
  const response = await fetch(`${url}/api/text2sql/runs`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-User-Id': `person-${at}` },
    body: JSON.stringify({ datasource_id: 1, query: 'Number of products per category', session_id: `page-${at}` }),
  });
  return response.text();
}

test('fifty open pages with live answers hold less than 500 MB on the server', async () => {
  const service = await startService();
  try {
    const answers = await Promise.all(Array.from({ length: pages }, (_, at) => openPage(service.url, at)));
    expect(answers.filter((text) => text.includes('event: answer'))).toHaveLength(pages);
    const status = await readFile(`/proc/${service.pid}/status`, 'utf8');
    const highest = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024;
    console.log(`highest resident memory with ${pages} pages: ${Math.round(highest / 1e6)} MB`);
    expect(highest).toBeLessThan(500e6);
  } finally {
    await service.stop();
  }
});
