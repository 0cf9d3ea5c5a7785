import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChartType, chartOption } from '@/chart/options';
import { paletteOf } from '@/chart/palette';
import { type Cell, type ResultColumn, shown } from '@/grid/cells';
import { Card, Choice, DataTable, Row, useColorScheme, Waiting } from '@/ui';

const EChart = lazy(() => import('@/chart/EChart'));

interface Props {
  title: string;
  type: ChartType;
  /** The first is the axis. */
  columns: ResultColumn[];
  rows: Cell[][];
}

/** Numbers over time, drawn or as a table. */
export function Series({ title, type, columns, rows }: Props) {
  const { t, i18n } = useTranslation();
  const { scheme } = useColorScheme();
  const [form, setForm] = useState<'drawing' | 'table'>('drawing');
  const option = useMemo(
    () =>
      chartOption(
        { type, x: 0, y: columns.slice(1).map((_, at) => at + 1) },
        columns,
        rows,
        paletteOf(scheme),
        i18n.language,
      ),
    [type, columns, rows, scheme, i18n.language],
  );
  const numbered = rows.map((cells, at) => ({ at, cells }));
  return (
    <Card
      title={
        <Row between>
          {title}
          <Choice
            label={t('data.form')}
            value={form}
            onChange={setForm}
            options={[
              { value: 'drawing', label: t('data.drawing') },
              { value: 'table', label: t('data.asTable') },
            ]}
          />
        </Row>
      }
    >
      {form === 'table' ? (
        <DataTable
          caption={title}
          rows={numbered}
          rowKey={(row) => String(row.at)}
          columns={columns.map((column, at) => ({
            id: column.name,
            label: column.name,
            number: at > 0,
            cell: (row: (typeof numbered)[number]) => shown(row.cells[at] ?? null, column, i18n.language, true),
          }))}
        />
      ) : (
        <Suspense fallback={<Waiting lines={6} />}>
          <EChart option={option} label={title} height={240} />
        </Suspense>
      )}
    </Card>
  );
}
