import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { Card, DataTable, IconButton, Mono, Muted, Row, Stack, Tag } from '@/ui';
import { noteOf, useAnnotations } from '../annotations';
import { nameOf } from '../tableName';
import { EditNote } from './EditNote';
import { Sample } from './Sample';
import css from './Tables.module.css';

type Table = Schemas['TableDocument'];
type Column = Schemas['ColumnDocument'];

/** A table: what it is, its columns, its keys, its first rows; and what people may say about them. */
export function TableDetails({ id, table }: { id: number; table: Table }) {
  const { t } = useTranslation();
  const format = useFormat();
  const annotations = useAnnotations(id);
  const [editing, setEditing] = useState<Column | 'table'>();
  const keyOf = (column: Column) =>
    table.foreign_keys.find((key) => key.columns.includes(column.name)) as Schemas['ForeignKey'] | undefined;
  return (
    <Stack>
      <Card
        title={
          <Row between>
            <Row>
              <Mono>{nameOf(table)}</Mono>
              {table.view && <Tag>{t('data.view')}</Tag>}
              {table.row_count !== null && (
                <Muted small>{t('grid.rows', { count: table.row_count, shown: format.number(table.row_count) })}</Muted>
              )}
            </Row>
            <IconButton
              size="sm"
              icon="edit"
              label={t('data.describe', { name: table.name })}
              onClick={() => setEditing('table')}
            />
          </Row>
        }
      >
        <p>{table.comment ?? <Muted>{t('data.noDescription')}</Muted>}</p>
        {table.synonyms.length > 0 && <Words words={table.synonyms} />}
      </Card>
      <Card flush>
        <DataTable
          caption={t('data.columns')}
          rows={table.columns}
          rowKey={(column) => column.name}
          columns={[
            {
              id: 'name',
              whole: true,
              label: t('data.column'),
              cell: (column) => (
                <Row>
                  <Mono>{column.name}</Mono>
                  {table.primary_key.includes(column.name) && <Tag tone="accent">{t('data.key')}</Tag>}
                </Row>
              ),
            },
            {
              id: 'type',
              whole: true,
              label: t('data.type'),
              cell: (column) => (
                <Muted>
                  {column.declared_type.toLowerCase()}
                  {column.nullable ? '' : ` · ${t('data.required')}`}
                </Muted>
              ),
            },
            {
              id: 'description',
              label: t('data.description'),
              cell: (column) => (
                <>
                  {column.comment} {column.synonyms.length > 0 && <Words words={column.synonyms} />}
                  {column.values !== 'full' && <Tag tone="warn">{t(`data.values.${column.values}`)}</Tag>}
                </>
              ),
            },
            {
              id: 'reference',
              label: t('data.reference'),
              cell: (column) => {
                const key = keyOf(column);
                return (
                  key && (
                    <Mono>
                      {nameOf({ schema: key.referenced_schema, name: key.referenced_table })}.
                      {key.referenced_columns[key.columns.indexOf(column.name)] ?? key.referenced_columns[0]}
                    </Mono>
                  )
                );
              },
            },
            {
              id: 'edit',
              label: '',
              cell: (column) => (
                <IconButton
                  size="sm"
                  icon="edit"
                  label={t('data.describe', { name: column.name })}
                  onClick={() => setEditing(column)}
                />
              ),
            },
          ]}
        />
      </Card>
      <Sample id={id} table={table} />
      {editing && annotations.data && (
        <EditNote
          id={id}
          note={noteOf(annotations.data, table.schema, table.name)}
          column={editing === 'table' ? undefined : editing.name}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Stack>
  );
}

function Words({ words }: { words: string[] }) {
  return (
    <span className={css.synonyms}>
      {words.map((word) => (
        <Tag key={word}>{word}</Tag>
      ))}
    </span>
  );
}
