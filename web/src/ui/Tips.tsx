import { useEffect, useRef } from 'react';
import css from './Floating.module.css';
import { placed } from './placed';

const patience = 400;

/** Shows the names of buttons that are only icons (`data-tip`), on hover and on focus by the keyboard. One for the whole page. */
export function Tips() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer = 0;
    const hide = () => {
      clearTimeout(timer);
      frame.current?.hidePopover?.();
    };
    const show = (event: Event) => {
      hide();
      const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
      if (!target || (event.type === 'focusin' && !target.matches(':focus-visible'))) {
        return;
      }
      timer = window.setTimeout(() => {
        const tip = frame.current;
        if (tip && target.isConnected) {
          tip.textContent = target.dataset.tip ?? '';
          tip.showPopover?.();
          placed(tip, target, 'middle');
        }
      }, patience);
    };
    const shows = ['pointerover', 'focusin'];
    const hides = ['pointerdown', 'keydown', 'scroll', 'focusout', 'pointerleave'];
    for (const name of shows) {
      document.addEventListener(name, show, { passive: true });
    }
    for (const name of hides) {
      document.addEventListener(name, hide, { passive: true, capture: true });
    }
    return () => {
      hide();
      for (const name of shows) {
        document.removeEventListener(name, show);
      }
      for (const name of hides) {
        document.removeEventListener(name, hide, { capture: true });
      }
    };
  }, []);
  // Its words are the name of the button: nothing to be said twice.
  return <div ref={frame} popover="manual" className={css.tip} aria-hidden="true" />;
}
