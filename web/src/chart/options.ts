import type { EChartsCoreOption } from 'echarts/core';
import { number, short } from '@/format/numbers';
import type { Cell, ResultColumn } from '@/grid/cells';
import type { Palette } from './palette';

export const chartTypes = ['bar', 'line', 'pie', 'scatter'] as const;
export type ChartType = (typeof chartTypes)[number];

export interface ChartShape {
  type: ChartType;
  x: number;
  y: number[];
}

/** More points than this are not told apart; the first ones are drawn, and the page says so. */
export const mostPoints = 1000;

const words = (cell: Cell | undefined): string => (cell === null || cell === undefined ? 'NULL' : String(cell));

/** What the drawing library needs for a result. All names and values go in as plain text. */
export function chartOption(
  shape: ChartShape,
  columns: ResultColumn[],
  rows: Cell[][],
  palette: Palette,
  language: string,
): EChartsCoreOption {
  const drawn = rows.slice(0, mostPoints);
  const categories = drawn.map((row) => words(row[shape.x]));
  const values = (column: number) => drawn.map((row) => (row[column] === null ? null : Number(row[column])));
  const value = (amount: unknown) => number(Number(amount), language);
  const common = {
    color: palette.series,
    textStyle: { fontFamily: palette.font, color: palette.ink },
    animationDuration: 250,
    tooltip: {
      // Text drawn on the canvas: no markup of a row is ever read as such.
      renderMode: 'richText' as const,
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.ink },
      valueFormatter: value,
      confine: true,
    },
    legend:
      shape.y.length > 1 || shape.type === 'pie'
        ? { type: 'scroll' as const, top: 0, textStyle: { color: palette.soft } }
        : undefined,
  };
  if (shape.type === 'pie') {
    const column = shape.y[0] ?? 0;
    return {
      ...common,
      tooltip: { ...common.tooltip, trigger: 'item' },
      series: [
        {
          type: 'pie',
          radius: ['45%', '72%'],
          top: 24,
          label: { color: palette.ink, formatter: '{b}  {d}%' },
          itemStyle: { borderColor: palette.surface, borderWidth: 2 },
          data: drawn.map((row, at) => ({ name: categories[at], value: Number(row[column]) })),
        },
      ],
    };
  }
  const numericAxis = {
    type: 'value',
    splitLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.soft, formatter: (amount: number) => short(amount, language) },
  };
  const sideways =
    shape.type === 'bar' && categories.length > 6 && Math.max(...categories.map((name) => name.length)) > 9;
  const categoryAxis = {
    type: 'category',
    data: categories,
    inverse: sideways,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.soft, hideOverlap: true, overflow: 'truncate', width: 140 },
  };
  const scatter = shape.type === 'scatter';
  return {
    ...common,
    tooltip: { ...common.tooltip, trigger: scatter ? 'item' : 'axis' },
    grid: { left: 8, right: 20, top: shape.y.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    xAxis: scatter
      ? { ...numericAxis, name: columns[shape.x]?.name, scale: true }
      : sideways
        ? numericAxis
        : categoryAxis,
    yAxis: sideways ? categoryAxis : numericAxis,
    series: shape.y.map((column) => ({
      name: columns[column]?.name,
      type: shape.type,
      data: scatter ? drawn.map((row) => [Number(row[shape.x]), Number(row[column])]) : values(column),
      barMaxWidth: 42,
      itemStyle: shape.type === 'bar' ? { borderRadius: sideways ? [0, 4, 4, 0] : [4, 4, 0, 0] } : undefined,
      showSymbol: categories.length < 60,
      lineStyle: { width: 2 },
    })),
  };
}
