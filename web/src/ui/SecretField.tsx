import { PasswordInput } from '@mantine/core';
import { type FieldProps, named } from './Field';

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
