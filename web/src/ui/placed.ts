const edge = 8;

/** Puts what floats below its anchor, above where there is no room below, and always within the window. */
export function placed(floating: HTMLElement, anchor: Element, align: 'start' | 'end' | 'middle', gap = 6): void {
  const [at, width, height] = [anchor.getBoundingClientRect(), floating.offsetWidth, floating.offsetHeight];
  const left = { start: at.left, end: at.right - width, middle: at.left + (at.width - width) / 2 }[align];
  const below = at.bottom + gap;
  const top = below + height > innerHeight - edge && at.top > height + gap + edge ? at.top - gap - height : below;
  floating.style.left = `${Math.max(edge, Math.min(left, innerWidth - edge - width))}px`;
  floating.style.top = `${Math.max(edge, Math.min(top, innerHeight - edge - height))}px`;
}
