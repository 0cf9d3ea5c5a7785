import { type KeyboardEvent, useRef } from 'react';

/**
 * Enter that sends, but not the Enter that takes over what an input method composes: that one comes while composing, as key 229, or (Safari) right after
 * the composition has ended.
 */
export function useEnter(send: () => void) {
  const composing = useRef(false);
  return {
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: () => {
      // The key that ended the composition is still to come in this turn of the event loop.
      setTimeout(() => {
        composing.current = false;
      }, 0);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const composes = composing.current || event.nativeEvent.isComposing || event.keyCode === 229;
      if (event.key === 'Enter' && !event.shiftKey && !composes) {
        event.preventDefault();
        send();
      }
    },
  };
}
