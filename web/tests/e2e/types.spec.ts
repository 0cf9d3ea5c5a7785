import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from '@playwright/test';

test('the types of the API are what the server says', () => {
  const generate = join(import.meta.dirname, '../../tools/openapi/generate.js');
  execFileSync(process.execPath, [generate, `${process.env.E2E_URL}/openapi.json`, '--check'], { stdio: 'pipe' });
});
