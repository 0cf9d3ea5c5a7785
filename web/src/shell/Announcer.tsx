import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { Hidden } from '@/ui';

const Context = createContext<(words: string) => void>(() => undefined);

/** Says short things to screen readers without moving the focus. */
export const useAnnounce = () => useContext(Context);

/** Where what is announced stands. */
export function Announcer({ children }: { children: ReactNode }) {
  const [words, setWords] = useState('');
  const announce = useCallback((next: string) => setWords((last) => (last === next ? `${next}\u200B` : next)), []);
  return (
    <Context.Provider value={announce}>
      {children}
      <div aria-live="polite">
        <Hidden>{words}</Hidden>
      </div>
    </Context.Provider>
  );
}
