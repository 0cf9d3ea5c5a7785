import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui';
import { isNumeric, type ResultColumn } from './cells';
import type { Sorting } from './order';
import css from './ResultGrid.module.css';
import type { ColumnLayout } from './useColumns';

interface Props {
  columns: ResultColumn[];
  layout: ColumnLayout;
  /** Places of the columns that are in the page. */
  shown: number[];
  sorting?: Sorting;
  onSort: (column: number) => void;
}

const keyStep = 16;

/** The names of the columns: a click sorts, the pin keeps one in view, the edge is dragged (or moved by Shift and arrows). */
export function GridHeader({ columns, layout, shown, sorting, onSort }: Props) {
  const { t } = useTranslation();
  const drag = (event: PointerEvent<HTMLElement>, at: number) => {
    event.preventDefault();
    const edge = event.currentTarget;
    const start = event.clientX - layout.width(at);
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = (move) => layout.resize(at, move.clientX - start);
    edge.onpointerup = () => {
      edge.onpointermove = null;
    };
  };
  const resizeByKey = (event: KeyboardEvent, at: number) => {
    const step = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key];
    if (event.shiftKey && step) {
      event.preventDefault();
      event.stopPropagation();
      layout.resize(at, layout.width(at) + step);
    }
  };
  return (
    <div role="rowgroup" className={css.head} style={{ width: layout.total }}>
      <div role="row" aria-rowindex={1} className={css.headRow}>
        {shown.map((at) => {
          const index = layout.order[at] ?? 0;
          const column = columns[index];
          const sorted = sorting?.column === index ? (sorting.descending ? 'descending' : 'ascending') : undefined;
          return (
            column && (
              <div
                key={at}
                role="columnheader"
                aria-colindex={at + 1}
                aria-sort={sorted ?? 'none'}
                className={css.name}
                data-number={isNumeric(column) || undefined}
                data-pinned={layout.isPinned(at) || undefined}
                style={{ left: layout.left(at), width: layout.width(at) }}
              >
                <button
                  type="button"
                  className={css.sort}
                  title={`${column.name} · ${column.type}`}
                  onClick={() => onSort(index)}
                  onKeyDown={(event) => resizeByKey(event, at)}
                >
                  <span>{column.name}</span>
                  {sorted && <Icon name={sorted} size={12} />}
                </button>
                <button
                  type="button"
                  className={css.pin}
                  aria-pressed={layout.isPinned(at)}
                  aria-label={t('grid.pin', { column: column.name })}
                  onClick={() => layout.togglePin(at)}
                >
                  <Icon name="pin" size={12} />
                </button>
                <span className={css.edge} onPointerDown={(event) => drag(event, at)} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
