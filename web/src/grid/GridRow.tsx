import { memo } from 'react';
import { type Cell, isNumeric, type ResultColumn, shown } from './cells';
import css from './ResultGrid.module.css';
import type { ColumnLayout } from './useColumns';
import { rowHeight } from './useViewport';

interface Props {
  id: string;
  /** Its place among the rows that are shown. */
  index: number;
  cells: Cell[];
  columns: ResultColumn[];
  layout: ColumnLayout;
  /** Places of the columns that are in the page. */
  inView: number[];
  /** The place of the column where the keyboard is, when it is in this row. */
  current: number | undefined;
  language: string;
  grouped: boolean;
}

/** A row of the grid; it is drawn again only when something of it changed. */
export const GridRow = memo(function GridRow(props: Props) {
  const { id, index, cells, columns, layout, inView, current, language, grouped } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={css.row}
      data-odd={index % 2 === 1 || undefined}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
    >
      {inView.map((at) => {
        const number = layout.order[at] ?? -1;
        const column = columns[number];
        const value = cells[number] ?? null;
        return (
          column && (
            <div
              key={at}
              id={`${id}-${index}-${at}`}
              role="gridcell"
              aria-colindex={at + 1}
              className={css.cell}
              data-number={isNumeric(column) || undefined}
              data-null={value === null || undefined}
              data-current={current === at || undefined}
              data-pinned={layout.isPinned(at) || undefined}
              style={{ left: layout.left(at), width: layout.width(at) }}
            >
              {shown(value, column, language, grouped)}
            </div>
          )
        );
      })}
    </div>
  );
});
