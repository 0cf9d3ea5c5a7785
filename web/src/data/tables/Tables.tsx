import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Schemas } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { Empty, Muted, SelectField, TextField } from '@/ui';
import { nameOf } from '../tableName';
import { TableDetails } from './TableDetails';
import css from './Tables.module.css';

const mostListed = 300;

/** The tables of a database: a list to find one in, and all about it. */
export function Tables({ id, schema }: { id: number; schema: Schemas['SchemaDocument'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const fitting = schema.tables.filter((table) =>
    [nameOf(table), table.comment ?? '', ...table.synonyms, ...table.columns.map((column) => column.name)].some(
      (word) => word.toLowerCase().includes(wanted),
    ),
  );
  const chosen = schema.tables.find((table) => nameOf(table) === search.get('table')) ?? schema.tables[0];
  const choose = (name: string) =>
    setSearch((before) => {
      before.set('table', name);
      return before;
    });
  if (!chosen) {
    return (
      <Empty icon="table" title={t('data.noTables')}>
        {t('data.noTablesWords')}
      </Empty>
    );
  }
  return (
    <div className={css.split}>
      <nav className={css.list} aria-label={t('data.tables')}>
        <TextField
          label={t('data.findTable')}
          quiet
          icon="search"
          type="search"
          placeholder={t('data.findTable')}
          value={text}
          onChange={setText}
        />
        <ul>
          {fitting.slice(0, mostListed).map((table) => (
            <li key={nameOf(table)}>
              <button
                type="button"
                className={css.table}
                aria-current={table === chosen ? 'true' : undefined}
                onClick={() => choose(nameOf(table))}
              >
                <span>{nameOf(table)}</span>
                <Muted small>{table.row_count === null ? '' : format.short(table.row_count)}</Muted>
              </button>
            </li>
          ))}
        </ul>
        {fitting.length === 0 && <Muted small>{t('palette.none')}</Muted>}
      </nav>
      <div className={css.narrow}>
        <SelectField
          label={t('data.table')}
          value={nameOf(chosen)}
          onChange={choose}
          options={schema.tables.map((table) => ({ value: nameOf(table), label: nameOf(table) }))}
        />
      </div>
      <TableDetails key={nameOf(chosen)} id={id} table={chosen} />
    </div>
  );
}
