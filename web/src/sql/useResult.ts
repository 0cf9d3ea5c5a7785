import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { execute, type Result } from './execute';

const usualRows = 1000;
export const mostRows = 100_000;

interface Wanted {
  sourceId: number;
  conversation: string;
  sql: string;
  /** The rows that came with the answer, when they did. */
  first?: Result;
}

/** The rows of a statement: those that came with it, or asked for now. They always belong to the statement that is wanted. */
export function useResult({ sourceId, conversation, sql, first }: Wanted) {
  const [rowLimit, setRowLimit] = useState(usualRows);
  const [came, setCame] = useState(0);
  const [run, setRun] = useState(0);
  const given = run === 0 && rowLimit === usualRows && first?.sql === sql ? first : undefined;
  const query = useQuery({
    queryKey: ['rows', sourceId, sql, rowLimit, run],
    queryFn: ({ signal }) => execute({ sourceId, conversation, sql, rowLimit }, signal, setCame),
    initialData: given,
    // Only more rows of the same statement may stand beside the rows that are there; another statement starts empty.
    placeholderData: (before, query) => (query?.queryKey[2] === sql ? keepPreviousData(before) : undefined),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  return {
    result: query.data,
    problem: query.error,
    running: query.isFetching,
    came,
    again: () => setRun(run + 1),
    all: () => setRowLimit(mostRows),
    hasAll: rowLimit === mostRows,
  };
}
