import { Popover as Base } from '@mantine/core';
import { type ReactNode, useState } from 'react';

/** More about something, opened by a click or a key and closed by Esc; `target` gets what its button needs. */
export function Popover({
  target,
  children,
  label,
}: {
  target: (button: { onClick: () => void; expanded: boolean }) => ReactNode;
  children: ReactNode;
  label: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Base
      opened={open}
      onChange={setOpen}
      width={340}
      position="bottom-start"
      shadow="md"
      withinPortal
      trapFocus={false}
    >
      <Base.Target>
        <span>{target({ onClick: () => setOpen(!open), expanded: open })}</span>
      </Base.Target>
      <Base.Dropdown aria-label={label}>{children}</Base.Dropdown>
    </Base>
  );
}
