import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { nameOf } from '../tableName';
import css from './Diagram.module.css';
import { mostColumns } from './layout';

type TableNodeType = Node<{ table: Schemas['TableDocument']; focused: boolean }, 'table'>;

/** A table in the drawing: its name and its first columns, keys marked. */
export function TableNode({ data: { table, focused } }: NodeProps<TableNodeType>) {
  const { t } = useTranslation();
  const more = table.columns.length - mostColumns;
  const references = new Set(table.foreign_keys.flatMap((key) => key.columns));
  return (
    <div className={css.node} data-focused={focused || undefined}>
      <Handle type="target" position={Position.Left} className={css.handle} />
      <div className={css.name}>{nameOf(table)}</div>
      <ul className={css.columns}>
        {table.columns.slice(0, mostColumns).map((column) => (
          <li key={column.name}>
            <span data-key={table.primary_key.includes(column.name) || references.has(column.name) || undefined}>
              {column.name}
            </span>
            <span className={css.type}>{column.type}</span>
          </li>
        ))}
        {more > 0 && <li className={css.type}>{t('data.moreColumns', { count: more })}</li>}
      </ul>
      <Handle type="source" position={Position.Right} className={css.handle} />
    </div>
  );
}
