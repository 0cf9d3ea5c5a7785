import type { KeyboardEvent } from 'react';
import { Floating, type FloatingTarget } from './Floating';
import css from './Floating.module.css';
import { Icon, type IconName } from './Icon';

export interface MenuItem {
  label: string;
  icon?: IconName;
  danger?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

/** Arrows, Home and End go through the items, a letter to the next one that begins with it. */
function pressed(event: KeyboardEvent<HTMLDivElement>, close: () => void) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]:enabled')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const begins = (item: HTMLElement) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase());
  const next =
    { ArrowDown: items[(at + 1) % items.length], ArrowUp: items.at(at - 1), Home: items[0], End: items.at(-1) }[
      event.key
    ] ?? (event.key.length === 1 ? [...items.slice(at + 1), ...items].find(begins) : undefined);
  if (event.key === 'Tab') {
    close();
  } else if (next) {
    event.preventDefault();
    next.focus();
  }
}

/** Actions behind a button. */
export function Menu({ target, items }: { target: FloatingTarget; items: MenuItem[] }) {
  return (
    <Floating target={target} align="end" className={css.menu}>
      {(close) => (
        <div role="menu" tabIndex={-1} onKeyDown={(event) => pressed(event, close)}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={css.item}
              data-danger={item.danger || undefined}
              disabled={item.disabled}
              onClick={() => {
                close();
                item.onClick();
              }}
            >
              {item.icon && <Icon name={item.icon} size={16} />}
              {item.label}
            </button>
          ))}
        </div>
      )}
    </Floating>
  );
}
