import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Hidden, Stack } from './layout';
import { Notice } from './Notice';

/** Lines where the content will be; nothing for the first 200 ms, so that quick answers don't flicker. */
export function Waiting({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-busy="true">
      <Hidden>{t('common.loading')}</Hidden>
      {late && (
        <Stack>
          {[...Array(lines).keys()].map((line) => (
            <Skeleton key={line} height={18} width={line === lines - 1 ? '60%' : '100%'} />
          ))}
        </Stack>
      )}
    </div>
  );
}

interface Props<T> {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
  lines?: number;
}

/** What a query brought. Old data stays when loading again fails, with a word about it. */
export function Loaded<T>({ query, children, lines }: Props<T>) {
  return (
    <>
      {query.error && <Notice problem={query.error} onRetry={() => query.refetch()} />}
      {query.data !== undefined ? children(query.data) : query.error ? null : <Waiting lines={lines} />}
    </>
  );
}
