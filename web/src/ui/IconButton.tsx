import { ActionIcon } from '@mantine/core';
import type { MouseEventHandler, Ref } from 'react';
import { Icon, type IconName } from './Icon';

interface Props {
  icon: IconName;
  label: string;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  disabled?: boolean;
  pressed?: boolean;
  /** The id of what it opens and closes. */
  popoverTarget?: string;
  primary?: boolean;
  submit?: boolean;
  loading?: boolean;
  size?: 'sm' | 'md' | 'lg';
  ref?: Ref<HTMLButtonElement>;
}

const sizes = { sm: 26, md: 32, lg: 38 };

/** A button that shows only an icon; its name is said to screen readers and shown on hover and focus. */
export function IconButton({ icon, label, primary, pressed, submit, size = 'md', ...rest }: Props) {
  return (
    <ActionIcon
      {...rest}
      type={submit ? 'submit' : 'button'}
      variant={primary ? 'filled' : pressed ? 'light' : 'subtle'}
      color={primary || pressed ? 'memori' : 'gray'}
      size={sizes[size]}
      aria-label={label}
      data-tip={label}
      aria-pressed={pressed}
    >
      <Icon name={icon} size={size === 'sm' ? 16 : 18} />
    </ActionIcon>
  );
}
