import { useState } from 'react';
import { useTranslation } from 'react-i18next';
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
                <li key={nameOf(table)}>
                  <details open={wanted !== '' || undefined}>
                    <summary className={css.summary}>
                      <Icon name="table" size={14} />
                      <button type="button" className={css.name} onClick={() => onInsert(nameOf(table))}>
                        {nameOf(table)}
                      </button>
                    </summary>
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
                  </details>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
    </aside>
  );
}
