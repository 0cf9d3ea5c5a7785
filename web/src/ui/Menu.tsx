import { Menu as Base } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

export interface MenuItem {
  label: string;
  icon?: IconName;
  danger?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

/** Actions behind a button. */
export function Menu({ target, items }: { target: ReactNode; items: MenuItem[] }) {
  return (
    <Base position="bottom-end" shadow="md" withinPortal>
      <Base.Target>{target}</Base.Target>
      <Base.Dropdown>
        {items.map((item) => (
          <Base.Item
            key={item.label}
            color={item.danger ? 'red' : undefined}
            disabled={item.disabled}
            leftSection={item.icon && <Icon name={item.icon} size={16} />}
            onClick={item.onClick}
          >
            {item.label}
          </Base.Item>
        ))}
      </Base.Dropdown>
    </Base>
  );
}
