import type { ReactNode } from 'react';
import css from './DataTable.module.css';

export interface TableColumn<T> {
  id: string;
  label: ReactNode;
  cell: (row: T) => ReactNode;
  number?: boolean;
  /** Stays on one line. */
  whole?: boolean;
}

interface Props<T> {
  caption: string;
  columns: TableColumn<T>[];
  rows: T[];
  rowKey: (row: T) => string;
}

/** The head of a column; one of buttons has no name. */
function Head<T>({ column: { label, number } }: { column: TableColumn<T> }) {
  return label === '' ? (
    <td />
  ) : (
    <th scope="col" data-number={number || undefined}>
      {label}
    </th>
  );
}

/** A table of a few hundred rows at most; it scrolls sideways in its own frame where it has no room. */
export function DataTable<T>({ caption, columns, rows, rowKey }: Props<T>) {
  return (
    <section className={css.frame} aria-label={caption} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.id} data-number={column.number || undefined} data-whole={column.whole || undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
