import { Textarea } from '@mantine/core';
import { type FieldProps, named } from './Field';

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
