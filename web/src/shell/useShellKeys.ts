import { useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { pages } from './Navigation';

type Overlay = 'palette' | 'help';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The keys that work on every page: Mod+K, ?, and g followed by the letter of a page. */
export function useShellKeys() {
  const [open, setOpen] = useState<Overlay>();
  const navigate = useNavigate();
  const hide = useCallback(() => setOpen(undefined), []);
  useEffect(() => {
    let goes = false;
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing) {
        return;
      }
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen('palette');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) {
        goes = false;
        return;
      }
      const page = goes ? pages.find(({ key }) => key === event.key) : undefined;
      goes = event.key === 'g';
      if (page) {
        navigate(page.path);
      } else if (event.key === '?') {
        setOpen('help');
      }
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [navigate]);
  return { open, show: setOpen, hide };
}
