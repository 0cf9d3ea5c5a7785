import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { ColumnLayout } from './useColumns';

export const rowHeight = 28;
export const headHeight = 34;

// The rows in the page change only every few rows of scrolling, and there are always some beyond both edges.
const step = 4;
const spare = 8;

interface Viewport {
  from: number;
  to: number;
  firstColumn: number;
  lastColumn: number;
}

const start: Viewport = { from: 0, to: 24, firstColumn: 0, lastColumn: 0 };

/** Which rows and columns of a grid are in the page: those in view and a few around them. */
export function useViewport(frame: RefObject<HTMLElement | null>, layout: ColumnLayout) {
  const [view, setView] = useState(start);
  const look = useCallback(() => {
    const element = frame.current;
    if (!element) {
      return;
    }
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = element;
    const from = Math.floor(scrollTop / rowHeight / step) * step - spare;
    const next = {
      from: Math.max(0, from),
      to: from + Math.ceil(clientHeight / rowHeight) + step + 2 * spare,
      firstColumn: Math.max(0, layout.at(scrollLeft) - 2),
      lastColumn: layout.at(scrollLeft + Math.max(clientWidth, 1200)) + 2,
    };
    setView((last) =>
      (Object.keys(next) as (keyof Viewport)[]).every((key) => last[key] === next[key]) ? last : next,
    );
  }, [frame, layout]);
  useEffect(() => {
    look();
    const sizes = new ResizeObserver(look);
    if (frame.current) {
      sizes.observe(frame.current);
    }
    return () => sizes.disconnect();
  }, [frame, look]);
  /** Brings a cell into view, by as little as it takes. */
  const reveal = (row: number, column: number) => {
    const element = frame.current;
    if (!element) {
      return;
    }
    const [top, left, width] = [row * rowHeight, layout.left(column), layout.width(column)];
    const room = element.clientHeight - headHeight;
    element.scrollTop = Math.max(Math.min(element.scrollTop, top), top + rowHeight - room);
    if (!layout.isPinned(column)) {
      element.scrollLeft = Math.max(
        Math.min(element.scrollLeft, left - layout.pinnedWidth),
        left + width - element.clientWidth,
      );
    }
  };
  return { view, look, reveal };
}
