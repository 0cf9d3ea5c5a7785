import { Button as Base } from '@mantine/core';
import type { MouseEventHandler, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './Icon';

interface Props {
  children: ReactNode;
  icon?: IconName;
  kind?: 'primary' | 'quiet' | 'plain' | 'danger';
  size?: 'xs' | 'sm' | 'md';
  onClick?: MouseEventHandler<HTMLButtonElement>;
  disabled?: boolean;
  loading?: boolean;
  submit?: boolean;
  pressed?: boolean;
  wide?: boolean;
  autoFocus?: boolean;
  /** What it does, where its words alone don't say it. */
  title?: string;
  ref?: Ref<HTMLButtonElement>;
}

const variants = { primary: 'filled', quiet: 'default', plain: 'subtle', danger: 'filled' } as const;

/** A button with words, an icon before them where one helps. */
export function Button({
  icon,
  kind = 'quiet',
  size = 'sm',
  submit,
  pressed,
  wide,
  autoFocus,
  children,
  ...rest
}: Props) {
  return (
    <Base
      {...rest}
      type={submit ? 'submit' : 'button'}
      variant={variants[kind]}
      color={kind === 'danger' ? 'red.9' : undefined}
      size={size === 'xs' ? 'compact-sm' : size}
      fullWidth={wide}
      aria-pressed={pressed}
      data-autofocus={autoFocus || undefined}
      leftSection={icon ? <Icon name={icon} size={16} /> : undefined}
    >
      {children}
    </Base>
  );
}
