import {
  Checkbox as BaseCheckbox,
  Switch as BaseSwitch,
  NativeSelect,
  PasswordInput,
  SegmentedControl,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { KeyboardEventHandler, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './Icon';

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: ReactNode;
  placeholder?: string;
  disabled?: boolean;
  autoComplete?: string;
  /** The label is only said, not shown. */
  quiet?: boolean;
}

const named = (label: string, quiet?: boolean) => (quiet ? { 'aria-label': label } : { label });

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

/** A secret: not shown, not completed. */
export function SecretField({ label, quiet, hint, onChange, ...rest }: FieldProps) {
  return (
    <PasswordInput
      autoComplete="off"
      {...rest}
      {...named(label, quiet)}
      description={hint}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Several lines of text that grow with what is written. */
export function TextArea({
  label,
  quiet,
  hint,
  onChange,
  rows = 3,
  mono,
  ...rest
}: FieldProps & { rows?: number; mono?: boolean }) {
  return (
    <Textarea
      {...rest}
      {...named(label, quiet)}
      description={hint}
      autosize
      minRows={rows}
      maxRows={24}
      styles={mono ? { input: { fontFamily: 'var(--mono)', fontSize: 13 } } : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** One of a few values. */
export function SelectField<T extends string>({
  label,
  quiet,
  hint,
  value,
  onChange,
  options,
  ...rest
}: Omit<FieldProps, 'value' | 'onChange'> & {
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string }[];
}) {
  return (
    <NativeSelect
      {...rest}
      {...named(label, quiet)}
      description={hint}
      data={options}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as T)}
    />
  );
}

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

interface ToggleProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  hint?: string;
}

/** On or off, at once. */
export function Switch({ onChange, hint, ...rest }: ToggleProps) {
  return <BaseSwitch {...rest} description={hint} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

/** On or off, as part of a form or a list. */
export function Checkbox({ label, quiet, onChange, hint, ...rest }: ToggleProps & { quiet?: boolean }) {
  return (
    <BaseCheckbox
      {...rest}
      {...named(label, quiet)}
      description={hint}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
