import { TextInput } from '@mantine/core';
import type { KeyboardEventHandler, Ref } from 'react';
import { type FieldProps, named } from './Field';
import { Icon, type IconName } from './Icon';

/** One line of text. */
export function TextField({
  label,
  quiet,
  hint,
  onChange,
  icon,
  type,
  autoFocus,
  ...rest
}: FieldProps & {
  icon?: IconName;
  type?: 'text' | 'search' | 'number' | 'datetime-local' | 'date';
  autoFocus?: boolean;
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>;
  ref?: Ref<HTMLInputElement>;
}) {
  return (
    <TextInput
      {...rest}
      {...named(label, quiet)}
      type={type}
      description={hint}
      data-autofocus={autoFocus || undefined}
      leftSection={icon ? <Icon name={icon} size={16} /> : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
