import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { startLanguage } from '@/i18n';

// What the components need of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

await startLanguage('en');

afterEach(() => {
  cleanup();
  localStorage.clear();
});
