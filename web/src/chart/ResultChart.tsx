import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { type Cell, isNumeric, type ResultColumn } from '@/grid/cells';
import { Choice, Empty, Muted, Row, SelectField, Stack, useColorScheme, Waiting } from '@/ui';
import { type ChartShape, type ChartType, chartOption, chartTypes, mostPoints } from './options';
import { paletteOf } from './palette';
import css from './ResultChart.module.css';

const EChart = lazy(() => import('./EChart'));

interface Suggestion {
  type: string;
  x: string | null;
  y: string[];
}

interface Props {
  suggestion: Suggestion | null;
  columns: ResultColumn[];
  rows: Cell[][];
  label: string;
}

function shapeFor(suggestion: Suggestion | null, columns: ResultColumn[]): ChartShape | undefined {
  const numbers = [...columns.keys()].filter((at) => columns[at] && isNumeric(columns[at]));
  const named = (name: string) => columns.findIndex((column) => column.name === name);
  const y = suggestion?.y.map(named).filter((at) => at >= 0) ?? [];
  const x = suggestion?.x ? named(suggestion.x) : columns.findIndex((_, at) => !numbers.includes(at));
  const drawn = y.length > 0 ? y : numbers.filter((at) => at !== x).slice(0, 3);
  if (drawn.length === 0 || columns.length < 2) {
    return undefined;
  }
  const type = chartTypes.find((known) => known === suggestion?.type) ?? 'bar';
  return { type, x: Math.max(x, 0), y: drawn };
}

/** A result as a drawing of the kind that was suggested, or that the person chooses. One number is said large. */
export function ResultChart({ suggestion, columns, rows, label }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { scheme } = useColorScheme();
  const first = useMemo(() => shapeFor(suggestion, columns), [suggestion, columns]);
  const [chosen, setChosen] = useState<Partial<ChartShape>>({});
  const shape = useMemo(() => first && { ...first, ...chosen }, [first, chosen]);
  const option = useMemo(
    () => shape && chartOption(shape, columns, rows, paletteOf(scheme), i18n.language),
    [shape, columns, rows, scheme, i18n.language],
  );
  const single = rows.length === 1 && columns.length === 1 ? rows[0]?.[0] : undefined;
  if (typeof single === 'number' || (typeof single === 'string' && columns[0] && isNumeric(columns[0]))) {
    return (
      <div className={css.single}>
        <span className={css.value}>{format.number(single)}</span>
        <Muted>{columns[0]?.name}</Muted>
      </div>
    );
  }
  if (!shape || !option) {
    return <Empty icon="chart" title={t('chart.none')} />;
  }
  const columnOptions = columns.map((column, at) => ({ value: String(at), label: column.name }));
  return (
    <Stack>
      <Row bottom>
        <Choice<ChartType>
          label={t('chart.type')}
          value={shape.type}
          onChange={(type) => setChosen({ ...chosen, type })}
          options={chartTypes.map((type) => ({ value: type, label: t(`chart.${type}`) }))}
        />
        <SelectField
          label={t('chart.x')}
          quiet
          value={String(shape.x)}
          onChange={(x) => setChosen({ ...chosen, x: Number(x) })}
          options={columnOptions}
        />
        <SelectField
          label={t('chart.y')}
          quiet
          value={String(shape.y[0])}
          onChange={(y) => setChosen({ ...chosen, y: [Number(y)] })}
          options={columnOptions.filter((_, at) => columns[at] && isNumeric(columns[at]))}
        />
      </Row>
      <Suspense fallback={<Waiting lines={6} />}>
        <EChart option={option} label={t('chart.label', { type: t(`chart.${shape.type}`), title: label })} />
      </Suspense>
      {rows.length > mostPoints && (
        <Muted small>{t('chart.first', { count: mostPoints, shown: format.number(mostPoints) })}</Muted>
      )}
    </Stack>
  );
}
