import { NativeSelect } from '@mantine/core';
import { type FieldProps, named } from './Field';

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
