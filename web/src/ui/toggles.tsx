import { Checkbox as BaseCheckbox, Switch as BaseSwitch } from '@mantine/core';
import { named } from './Field';

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
