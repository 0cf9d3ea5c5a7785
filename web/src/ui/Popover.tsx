import { Popover as Base } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

/** More about something, opened by the button that is its target, and closed by Esc. */
export function Popover({ target, children, label }: { target: ReactElement; children: ReactNode; label: string }) {
  return (
    <Base width={340} position="bottom-start" shadow="md" withinPortal>
      <Base.Target>{target}</Base.Target>
      <Base.Dropdown aria-label={label}>{children}</Base.Dropdown>
    </Base>
  );
}
