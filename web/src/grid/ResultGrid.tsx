import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '@/shell/Announcer';
import { CellPeek } from './CellPeek';
import { type Cell, isNumeric, type ResultColumn, shown } from './cells';
import { tabbed } from './csv';
import { GridHeader } from './GridHeader';
import type { Sorting } from './order';
import css from './ResultGrid.module.css';
import { useColumns } from './useColumns';
import { useCursor } from './useCursor';

export const rowHeight = 28;

interface Props {
  label: string;
  columns: ResultColumn[];
  rows: Cell[][];
  /** The rows shown, by their numbers. */
  visible: number[];
  sorting?: Sorting;
  onSort: (column: number) => void;
  grouped: boolean;
}

/** The rows of a result: only those in view are in the page, however many there are. One stop of the Tab key; arrows move inside. */
export function ResultGrid({ label, columns, rows, visible, sorting, onSort, grouped }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const announce = useAnnounce();
  const frame = useRef<HTMLDivElement>(null);
  const [peek, setPeek] = useState(false);
  const layout = useColumns(columns, rows);
  const vertical = useVirtualizer({
    count: visible.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: 34,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => frame.current,
    estimateSize: (at) => layout.width(at),
    getItemKey: (at) => layout.order[at] ?? at,
    overscan: 4,
  });
  const pageSize = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / rowHeight) - 2);
  const { cursor, place, press } = useCursor(visible.length, columns.length, pageSize, ({ row, column }) => {
    vertical.scrollToIndex(row);
    across.scrollToIndex(column);
  });
  const shownColumns = layout.withPinned(across.getVirtualItems().map((item) => item.index));
  const cellAt = (row: number, at: number): Cell => rows[visible[row] ?? -1]?.[layout.order[at] ?? -1] ?? null;
  const here = columns[layout.order[cursor.column] ?? 0];

  const pressed = async (event: KeyboardEvent) => {
    if (event.target !== frame.current || press(event)) {
      return;
    }
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      setPeek(true);
    } else if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && !getSelection()?.toString()) {
      event.preventDefault();
      const whole = event.shiftKey;
      await navigator.clipboard.writeText(
        whole ? tabbed(rows[visible[cursor.row] ?? -1] ?? []) : tabbed([cellAt(cursor.row, cursor.column)]),
      );
      announce(t('grid.copied'));
    }
  };

  return (
    <>
      <div
        ref={frame}
        className={css.frame}
        role="grid"
        aria-label={label}
        aria-rowcount={visible.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={visible.length > 0 ? `${id}-${cursor.row}-${cursor.column}` : undefined}
        tabIndex={0}
        onKeyDown={pressed}
      >
        <GridHeader columns={columns} layout={layout} shown={shownColumns} sorting={sorting} onSort={onSort} />
        <div role="rowgroup" className={css.body} style={{ height: vertical.getTotalSize(), width: layout.total }}>
          {vertical.getVirtualItems().map((row) => (
            <div
              key={row.key}
              role="row"
              aria-rowindex={row.index + 2}
              className={css.row}
              data-odd={row.index % 2 === 1 || undefined}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              {shownColumns.map((at) => {
                const column = columns[layout.order[at] ?? -1];
                const value = cellAt(row.index, at);
                const current = cursor.row === row.index && cursor.column === at;
                return (
                  column && (
                    <div
                      key={at}
                      id={`${id}-${row.index}-${at}`}
                      role="gridcell"
                      aria-colindex={at + 1}
                      className={css.cell}
                      data-number={isNumeric(column) || undefined}
                      data-null={value === null || undefined}
                      data-current={current || undefined}
                      data-pinned={layout.isPinned(at) || undefined}
                      style={{ left: layout.left(at), width: layout.width(at) }}
                      onClick={() => place(row.index, at)}
                      onDoubleClick={() => setPeek(true)}
                    >
                      {shown(value, column, i18n.language, grouped)}
                    </div>
                  )
                );
              })}
            </div>
          ))}
        </div>
      </div>
      {here && (
        <CellPeek open={peek} onClose={() => setPeek(false)} column={here} value={cellAt(cursor.row, cursor.column)} />
      )}
    </>
  );
}
