import type { ReactNode } from 'react';

/** What fields have in common. */
export interface FieldProps {
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

/** The label as it is shown, or only said. */
export const named = (label: string, quiet?: boolean) => (quiet ? { 'aria-label': label } : { label });
