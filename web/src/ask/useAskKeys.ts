import { useEffect } from 'react';

const composer = () => document.querySelector<HTMLElement>('[data-composer]');

/** The keys of the page: / to the question, F6 between the statement and its rows, Esc stops what is being answered. */
export function useAskKeys({ onStop }: { onStop?: () => void }) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const overlaid = document.querySelector('dialog[open], [popover="auto"]:popover-open') !== null;
      if (event.isComposing || overlaid || event.defaultPrevented) {
        return;
      }
      if (event.key === 'Escape' && onStop) {
        onStop();
      } else if (event.key === '/' && !target.isContentEditable && !/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
        event.preventDefault();
        composer()?.focus();
      } else if (event.key === 'F6') {
        const card = target.closest('article') ?? [...document.querySelectorAll('article')].at(-1);
        const places = [
          card?.querySelector<HTMLElement>('.cm-content'),
          card?.querySelector<HTMLElement>('[role="grid"]'),
          composer(),
        ];
        const there = places.filter((place): place is HTMLElement => Boolean(place));
        const next = there[(there.findIndex((place) => place.contains(target)) + 1) % there.length];
        event.preventDefault();
        next?.focus();
      }
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [onStop]);
}
