import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { csv } from '@/grid/csv';
import { nextSorting, type Sorting, visibleRows } from '@/grid/order';
import { ResultGrid } from '@/grid/ResultGrid';
import { headHeight, rowHeight } from '@/grid/useViewport';
import { save } from '@/state/save';
import { stored } from '@/state/stored';
import { Button, Empty, IconButton, Muted, Row, TextField } from '@/ui';
import type { Result } from './execute';
import css from './ResultPanel.module.css';
import { mostRows } from './useResult';

const grouping = stored('memori.numbers', 'grouped');

interface Props {
  result: Result;
  label: string;
  /** Asks for as many rows as there may be; left out where there is no more to ask for. */
  onAll?: () => void;
  loading?: boolean;
  came?: number;
}

/** The rows of a statement with what can be done with them. */
export function ResultPanel({ result, label, onAll, loading, came }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const [sorting, setSorting] = useState<Sorting>();
  const [text, setText] = useState('');
  const [grouped, setGrouped] = useState(grouping.get() === 'grouped');
  const visible = useMemo(
    () => visibleRows(result.rows, result.columns, i18n.language, sorting, text),
    [result, i18n.language, sorting, text],
  );
  if (result.rows.length === 0) {
    return (
      <Empty icon="table" title={t('grid.noRows')}>
        {t('grid.noRowsWords')}
      </Empty>
    );
  }
  const height = Math.min(12, visible.length) * rowHeight + headHeight + 18;
  return (
    <div>
      <div className={css.bar}>
        <TextField
          label={t('grid.filter')}
          quiet
          icon="filter"
          placeholder={t('grid.filter')}
          value={text}
          onChange={setText}
          type="search"
        />
        <Row>
          <Button
            size="xs"
            kind="plain"
            pressed={grouped}
            title={t('grid.separators')}
            onClick={() => {
              grouping.set(grouped ? 'plain' : 'grouped');
              setGrouped(!grouped);
            }}
          >
            1,234
          </Button>
          <IconButton
            size="sm"
            icon="download"
            label={t('grid.csv')}
            onClick={() =>
              save(
                'result.csv',
                'text/csv',
                csv(
                  result.columns,
                  visible.map((at) => result.rows[at] ?? []),
                ),
              )
            }
          />
        </Row>
      </div>
      <div className={css.grid} style={{ height }}>
        <ResultGrid
          label={label}
          columns={result.columns}
          rows={result.rows}
          visible={visible}
          sorting={sorting}
          onSort={(column) => setSorting(nextSorting(sorting, column))}
          grouped={grouped}
        />
      </div>
      <div className={css.foot}>
        <Muted small>
          {visible.length === result.rows.length
            ? t('grid.rows', { count: result.rows.length, shown: format.number(result.rows.length) })
            : t('grid.rowsOf', { shown: format.number(visible.length), all: format.number(result.rows.length) })}
          {result.ms !== undefined && ` · ${format.duration(result.ms)}`}
        </Muted>
        {result.truncated && (
          <Row>
            <Muted small>{t('grid.truncated')}</Muted>
            {onAll && (
              <Button size="xs" loading={loading} onClick={onAll}>
                {loading && came ? format.number(came) : t('grid.all', { most: format.number(mostRows) })}
              </Button>
            )}
          </Row>
        )}
      </div>
    </div>
  );
}
