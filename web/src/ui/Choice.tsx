import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';

/** One of two to five values, all in view. */
export function Choice<T extends string>({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: ReactNode }[];
}) {
  return (
    <SegmentedControl
      aria-label={label}
      size="xs"
      data={options}
      value={value}
      onChange={(chosen) => onChange(chosen as T)}
    />
  );
}
