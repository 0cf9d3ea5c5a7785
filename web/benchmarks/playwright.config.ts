import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

/** `npm run measure`: figures about the page in benchmarks/results/page.md. Nothing is asserted about times. */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.measure.ts',
  globalSetup: undefined,
  outputDir: '../../artifacts/web-tests/measure',
  workers: 1,
  timeout: 900_000,
  expect: { timeout: 300_000 },
  reporter: 'list',
});
