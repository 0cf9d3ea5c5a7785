/** Colours of series that differ for people who see colours differently too (after Okabe and Ito, darkened for white ground). */
const series = {
  light: ['#0f766e', '#c2570c', '#3b5bb5', '#8a3ffc', '#a16207', '#b3266f', '#4b5563', '#15803d'],
  dark: ['#46bfab', '#f0965a', '#8aa4f5', '#bd93ff', '#e0b64c', '#f07ab4', '#a3adb5', '#6fcf8e'],
} as const;

export interface Palette {
  series: string[];
  ink: string;
  soft: string;
  line: string;
  surface: string;
  font: string;
}

/** The colours of drawings in a scheme; a canvas can't read them from the style sheet. */
export function paletteOf(scheme: 'light' | 'dark'): Palette {
  const font = getComputedStyle(document.body).fontFamily;
  return scheme === 'dark'
    ? { series: [...series.dark], ink: '#e7eaec', soft: '#a3adb5', line: '#2b333a', surface: '#1f252a', font }
    : { series: [...series.light], ink: '#1b2126', soft: '#525c64', line: '#e1e5e8', surface: '#ffffff', font };
}
