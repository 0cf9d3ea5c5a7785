import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workSession } from '@/api/sessions';
import type { Schemas } from '@/api/types';
import { ResultPanel } from '@/sql/ResultPanel';
import { useResult } from '@/sql/useResult';
import { Button, Card, Notice, Waiting } from '@/ui';
import { sqlNameOf } from '../tableName';

/** The first rows of a table, read through the guard like every query; asked for, not shown unasked. */
export function Sample({ id, table }: { id: number; table: Schemas['TableDocument'] }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  return (
    <Card title={t('data.sample')}>
      {asked ? (
        <Rows id={id} table={table} />
      ) : (
        <Button icon="table" onClick={() => setAsked(true)}>
          {t('data.showSample')}
        </Button>
      )}
    </Card>
  );
}

function Rows({ id, table }: { id: number; table: Schemas['TableDocument'] }) {
  const sql = `SELECT * FROM ${sqlNameOf(table)} LIMIT 100`;
  const { result, problem, again } = useResult({ sourceId: id, conversation: workSession, sql });
  return problem ? (
    <Notice problem={problem} onRetry={again} />
  ) : result ? (
    <ResultPanel result={result} label={table.name} />
  ) : (
    <Waiting lines={6} />
  );
}
