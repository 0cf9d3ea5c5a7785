import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';

/** The scheme in use and a way to the other one; the choice is remembered. */
export function useColorScheme() {
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  return { scheme, toggle: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark') };
}
