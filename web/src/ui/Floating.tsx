import { cloneElement, type ReactElement, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import css from './Floating.module.css';
import { placed } from './placed';

export type FloatingTarget = ReactElement<{ popoverTarget?: string }>;

interface Props {
  /** The button that opens it and closes it. */
  target: FloatingTarget;
  /** At which edge of the target it begins. */
  align: 'start' | 'end';
  className: string | undefined;
  /** What stands in it; `close` gives the focus back to the target. */
  children: (close: () => void) => ReactNode;
}

/** What opens at a button, above everything, and closes by Esc, by the button and by a click elsewhere: the browser's own popover. */
export function Floating({ target, align, className, children }: Props) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const floating = frame.current;
    const anchor = floating?.previousElementSibling;
    if (!open || !floating || !anchor) {
      return;
    }
    const place = () => placed(floating, anchor, align);
    // What is in it is there before it is shown, and has a size only then; not a frame passes between.
    const shown = requestAnimationFrame(() => {
      place();
      floating.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    });
    addEventListener('scroll', place, { capture: true, passive: true });
    addEventListener('resize', place);
    return () => {
      cancelAnimationFrame(shown);
      removeEventListener('scroll', place, { capture: true });
      removeEventListener('resize', place);
    };
  }, [open, align]);
  return (
    <>
      {cloneElement(target, { popoverTarget: id })}
      <div
        ref={frame}
        id={id}
        popover="auto"
        className={`${css.floating} ${className}`}
        onBeforeToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && children(() => frame.current?.hidePopover())}
      </div>
    </>
  );
}
