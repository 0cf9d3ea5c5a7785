import { Tabs as Base } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

export interface Tab<T extends string> {
  id: T;
  label: string;
  icon?: IconName;
  content: ReactNode;
}

/** Panels of which one is shown; only the shown one is there at all. */
export function Tabs<T extends string>({
  tabs,
  value,
  onChange,
  label,
}: {
  tabs: Tab<T>[];
  value: T;
  onChange: (tab: T) => void;
  label: string;
}) {
  return (
    <Base value={value} onChange={(tab) => tab && onChange(tab as T)} keepMounted={false}>
      <Base.List aria-label={label}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.id} value={tab.id} leftSection={tab.icon && <Icon name={tab.icon} size={16} />}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} pt="md">
          {tab.content}
        </Base.Panel>
      ))}
    </Base>
  );
}
