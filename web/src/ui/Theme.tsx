import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { styleNonce } from '@/theme/nonce';
import { theme } from '@/theme/theme';
import { Tips } from './Tips';

const colorScheme = localStorageColorSchemeManager({ key: 'memori.theme' });

/** Colours, fonts and the style nonce for everything below. */
export function Theme({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
      getStyleNonce={styleNonce}
      withStaticClasses={false}
    >
      {children}
      <Tips />
    </MantineProvider>
  );
}
