import { type KeyboardEvent, type MouseEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '@/shell/Announcer';
import { CellPeek } from './CellPeek';
import type { Cell, ResultColumn } from './cells';
import { tabbed } from './csv';
import { GridHeader } from './GridHeader';
import { GridRow } from './GridRow';
import type { Sorting } from './order';
import css from './ResultGrid.module.css';
import { useColumns } from './useColumns';
import { useCursor } from './useCursor';
import { rowHeight, useViewport } from './useViewport';

const none: Cell[] = [];

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

/** Row and column of the cell that was clicked. */
function placeOf(event: MouseEvent): [number, number] {
  const cell = (event.target as HTMLElement).closest('[role="gridcell"]');
  const index = (element: Element | null | undefined, name: string) => Number(element?.getAttribute(name));
  return [index(cell?.parentElement, 'aria-rowindex') - 2, index(cell, 'aria-colindex') - 1];
}

/** The rows of a result: only those in view are in the page, however many there are. One stop of the Tab key; arrows move inside. */
export function ResultGrid({ label, columns, rows, visible, sorting, onSort, grouped }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const announce = useAnnounce();
  const frame = useRef<HTMLDivElement>(null);
  const [peek, setPeek] = useState(false);
  const layout = useColumns(columns, rows);
  const { view, look, reveal } = useViewport(frame, layout);
  const pageSize = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / rowHeight) - 2);
  const { cursor, place, press } = useCursor(visible.length, columns.length, pageSize, ({ row, column }) =>
    reveal(row, column),
  );
  const inView = useMemo(() => layout.withPinned(view.firstColumn, view.lastColumn), [layout, view]);
  // Rows that leave the page at one edge come back at the other: no element is made while it scrolls.
  const inPage = useMemo(() => {
    const from = Math.min(view.from, Math.max(0, visible.length - 1));
    const slots = view.to - view.from;
    return visible.slice(from, view.to).map((row, at) => ({ row, index: from + at, slot: (from + at) % slots }));
  }, [visible, view]);
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
        onScroll={look}
      >
        <GridHeader columns={columns} layout={layout} shown={inView} sorting={sorting} onSort={onSort} />
        <div
          role="rowgroup"
          className={css.body}
          style={{ height: visible.length * rowHeight, width: layout.total }}
          onClick={(event) => place(...placeOf(event))}
          onDoubleClick={() => setPeek(true)}
        >
          {inPage.map(({ row, index, slot }) => (
            <GridRow
              key={slot}
              id={id}
              index={index}
              cells={rows[row] ?? none}
              columns={columns}
              layout={layout}
              inView={inView}
              current={cursor.row === index ? cursor.column : undefined}
              language={i18n.language}
              grouped={grouped}
            />
          ))}
        </div>
      </div>
      {here && (
        <CellPeek open={peek} onClose={() => setPeek(false)} column={here} value={cellAt(cursor.row, cursor.column)} />
      )}
    </>
  );
}
