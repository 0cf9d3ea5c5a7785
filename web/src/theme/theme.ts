import { createTheme, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#eefbf8',
  '#d6f3ed',
  '#abe6da',
  '#78d6c5',
  '#46bfab',
  '#22a491',
  '#128575',
  '#0f766e',
  '#0c5f59',
  '#084a46',
];

const dark: MantineColorsTuple = [
  '#d6dadd',
  '#b4babf',
  '#9aa2a9',
  '#747d85',
  '#444c54',
  '#343b42',
  '#262c32',
  '#1a1f24',
  '#13171b',
  '#0d1013',
];

/** Text of 14/22 px in the fonts that the system has; Chinese ones before the general family, so that glyphs come from one font. */
export const theme = createTheme({
  primaryColor: 'memori',
  colors: { memori: teal, dark },
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.2,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily:
    'Inter, "Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  fontFamilyMonospace:
    '"JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '600' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5714', lg: '1.5', xl: '1.4' },
});
