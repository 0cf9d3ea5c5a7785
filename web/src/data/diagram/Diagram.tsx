import '@xyflow/react/dist/base.css';
import { Background, Controls, MarkerType, ReactFlow } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { Choice, DataTable, Muted, Row, SelectField, Stack, useColorScheme } from '@/ui';
import { nameOf } from '../tableName';
import css from './Diagram.module.css';
import { linksOf, near, nodeHeight, nodeWidth, placesOf } from './layout';
import { TableNode } from './TableNode';

const nodeTypes = { table: TableNode };

/** More tables than this are not told apart: one is chosen, and what is near it is drawn. */
const most = 100;

/** The tables and the keys between them, as a drawing or as a table; all, or what is near one of them. */
export default function Diagram({
  schema,
  onOpen,
}: {
  schema: Schemas['SchemaDocument'];
  onOpen: (table: string) => void;
}) {
  const { t } = useTranslation();
  const { scheme } = useColorScheme();
  const tooMany = schema.tables.length > most;
  const [focus, setFocus] = useState(tooMany && schema.tables[0] ? nameOf(schema.tables[0]) : '');
  const [hops, setHops] = useState<'1' | '2' | '3'>('1');
  const [form, setForm] = useState<'drawing' | 'table'>('drawing');
  const all = useMemo(() => linksOf(schema.tables), [schema]);
  const { nodes, edges, links } = useMemo(() => {
    const shown = focus === '' ? undefined : near(focus, all, Number(hops));
    const tables = schema.tables.filter((table) => !shown || shown.has(nameOf(table))).slice(0, most);
    const names = new Set(tables.map(nameOf));
    const between = all.filter((link) => names.has(link.from) && names.has(link.to));
    const places = placesOf(tables, between);
    return {
      links: between,
      nodes: tables.map((table) => ({
        id: nameOf(table),
        type: 'table' as const,
        position: places.get(nameOf(table)) ?? { x: 0, y: 0 },
        width: nodeWidth,
        height: nodeHeight(table),
        data: { table, focused: nameOf(table) === focus },
        ariaLabel: nameOf(table),
      })),
      edges: between.map((link, at) => ({
        id: String(at),
        source: link.from,
        target: link.to,
        label: link.columns,
        ariaLabel: `${link.from}.${link.columns} → ${link.to}`,
        markerEnd: { type: MarkerType.ArrowClosed },
      })),
    };
  }, [schema, all, focus, hops]);
  return (
    <Stack>
      <Row bottom>
        <Choice
          label={t('data.form')}
          value={form}
          onChange={setForm}
          options={[
            { value: 'drawing', label: t('data.drawing') },
            { value: 'table', label: t('data.asTable') },
          ]}
        />
        <SelectField
          label={t('data.focus')}
          quiet
          value={focus}
          onChange={setFocus}
          options={[
            ...(tooMany ? [] : [{ value: '', label: t('data.allTables') }]),
            ...schema.tables.map((table) => ({ value: nameOf(table), label: nameOf(table) })),
          ]}
        />
        {focus !== '' && (
          <Choice
            label={t('data.hops')}
            value={hops}
            onChange={setHops}
            options={(['1', '2', '3'] as const).map((hop) => ({
              value: hop,
              label: t('data.hop', { count: Number(hop) }),
            }))}
          />
        )}
        <Muted small>{t('data.drawn', { tables: nodes.length, all: schema.tables.length, keys: links.length })}</Muted>
      </Row>
      {form === 'table' ? (
        <DataTable
          caption={t('data.keys')}
          rows={links}
          rowKey={(link) => `${link.from}.${link.columns}.${link.to}`}
          columns={[
            { id: 'from', label: t('data.table'), cell: (link) => link.from },
            { id: 'columns', label: t('data.columns'), cell: (link) => link.columns },
            { id: 'to', label: t('data.reference'), cell: (link) => link.to },
          ]}
        />
      ) : (
        <div className={css.drawing}>
          <ReactFlow
            key={`${focus} ${hops}`}
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            colorMode={scheme}
            fitView
            minZoom={0.1}
            nodesDraggable={false}
            nodesConnectable={false}
            edgesFocusable={false}
            onNodeClick={(_, node) => setFocus(node.id === focus ? '' : node.id)}
            onNodeDoubleClick={(_, node) => onOpen(node.id)}
            ariaLabelConfig={{
              'node.a11yDescription.default': t('data.nodeKeys'),
              'controls.ariaLabel': t('data.controls'),
              'controls.zoomIn.ariaLabel': t('data.zoomIn'),
              'controls.zoomOut.ariaLabel': t('data.zoomOut'),
              'controls.fitView.ariaLabel': t('data.fit'),
            }}
          >
            <Background />
            <Controls showInteractive={false} />
          </ReactFlow>
        </div>
      )}
    </Stack>
  );
}
