import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import css from './Dialog.module.css';
import { IconButton } from './IconButton';

interface Props {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  size?: 'sm' | 'md' | 'lg' | 'xl';
}

/** A dialog over the page: focus stays inside, Esc closes it, focus goes back to where it was. */
export function Dialog({ open, ...rest }: Props) {
  return open ? createPortal(<Frame {...rest} />, document.body) : null;
}

const stops = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex="0"]';

function Frame({ onClose, title, children, size = 'md' }: Omit<Props, 'open'>) {
  const { t } = useTranslation();
  const id = useId();
  const frame = useRef<HTMLDialogElement>(null);
  // Before the browser hears of the next key: what is typed the moment after a dialog was asked for belongs to it.
  useLayoutEffect(() => {
    const dialog = frame.current;
    dialog?.showModal();
    (dialog?.querySelector<HTMLElement>('[data-autofocus]') ?? dialog)?.focus();
    return () => dialog?.close();
  }, []);
  const turn = (event: KeyboardEvent) => {
    const inside = [...(frame.current?.querySelectorAll<HTMLElement>(stops) ?? [])].filter((stop) => stop.offsetParent);
    const [from, to] = event.shiftKey ? [inside[0], inside.at(-1)] : [inside.at(-1), inside[0]];
    if (event.key === 'Tab' && (document.activeElement === from || document.activeElement === frame.current) && to) {
      event.preventDefault();
      to.focus();
    }
  };
  return (
    <dialog
      ref={frame}
      className={css.dialog}
      data-size={size}
      tabIndex={-1}
      aria-labelledby={id}
      onKeyDown={turn}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
      onMouseDown={(event) => {
        // Its content covers all of it: what is hit itself is the page behind.
        if (event.target === frame.current) {
          onClose();
        }
      }}
    >
      <div className={css.head}>
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" size="sm" label={t('common.close')} onClick={onClose} />
      </div>
      <div className={css.body}>{children}</div>
    </dialog>
  );
}
