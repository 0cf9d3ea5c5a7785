import { Kbd } from '@mantine/core';

const apple = /Mac|iP(hone|ad)/.test(navigator.platform);

/** A shortcut as it is pressed here: "Mod+K" is ⌘ K on a Mac. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span>
      {keys.split(' ').map((stroke, at) => (
        <span key={stroke}>
          {at > 0 && ' '}
          <Kbd size="xs">{stroke.replace('Mod', apple ? '⌘' : 'Ctrl')}</Kbd>
        </span>
      ))}
    </span>
  );
}
