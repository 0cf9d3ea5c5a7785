import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { useSchema } from '@/data/dataSources';
import { nameOf } from '@/data/tableName';
import { Icon, IconButton, Loaded, Muted, TextField } from '@/ui';
import css from './SchemaPanel.module.css';

const mostListed = 200;

interface Props {
  source: number;
  /** Puts a name into the question. */
  onInsert: (name: string) => void;
  onClose: () => void;
}

/** The tables and columns of the database beside the conversation: a click writes a name into the question. */
export function SchemaPanel({ source, onInsert, onClose }: Props) {
  const { t } = useTranslation();
  const schema = useSchema(source);
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const fits = (...words: (string | null)[]) => words.some((word) => word?.toLowerCase().includes(wanted));
  return (
    <aside className={css.panel} aria-label={t('ask.schema')}>
      <div className={css.head}>
        <TextField
          label={t('ask.findName')}
          quiet
          icon="search"
          type="search"
          placeholder={t('ask.findName')}
          value={text}
          onChange={setText}
        />
        <IconButton size="sm" icon="close" label={t('ask.hideSchema')} onClick={onClose} />
      </div>
      <Loaded query={schema} lines={6}>
        {({ tables }) => (
          <ul className={css.tables}>
            {tables
              .filter((table) =>
                fits(nameOf(table), table.comment, ...table.synonyms, ...table.columns.map((column) => column.name)),
              )
              .slice(0, mostListed)
              .map((table) => (
                <TableNames key={nameOf(table)} table={table} found={wanted !== ''} onInsert={onInsert} />
              ))}
          </ul>
        )}
      </Loaded>
    </aside>
  );
}

function TableNames({
  table,
  found,
  onInsert,
}: {
  table: Schemas['TableDocument'];
  found: boolean;
  onInsert: (name: string) => void;
}) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const open = opened || found;
  return (
    <li>
      <div className={css.table}>
        <button
          type="button"
          className={css.turn}
          aria-expanded={open}
          aria-label={t('ask.columnsOf', { table: nameOf(table) })}
          onClick={() => setOpened(!opened)}
        >
          <Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} />
        </button>
        <button type="button" className={css.name} onClick={() => onInsert(nameOf(table))}>
          {nameOf(table)}
        </button>
      </div>
      {open && (
        <ul className={css.columns}>
          {table.columns.map((column) => (
            <li key={column.name}>
              <button
                type="button"
                className={css.name}
                title={column.comment ?? undefined}
                onClick={() => onInsert(column.name)}
              >
                {column.name} <Muted small>{column.type}</Muted>
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
