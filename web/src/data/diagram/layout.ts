import { graphlib, layout } from '@dagrejs/dagre';
import type { Schemas } from '@/api/types';
import { nameOf } from '../tableName';

type Table = Schemas['TableDocument'];

export interface Link {
  from: string;
  to: string;
  columns: string;
}

export const nodeWidth = 210;
export const mostColumns = 8;

/** The room that a table takes, in pixels. */
export const nodeHeight = (table: Table): number => 38 + Math.min(table.columns.length, mostColumns + 1) * 22;

/** The foreign keys between the tables. */
export function linksOf(tables: Table[]): Link[] {
  const names = new Set(tables.map(nameOf));
  return tables.flatMap((table) =>
    table.foreign_keys
      .map((key) => ({
        from: nameOf(table),
        to: nameOf({ schema: key.referenced_schema ?? table.schema, name: key.referenced_table }),
        columns: key.columns.join(', '),
      }))
      .filter((link) => names.has(link.to)),
  );
}

/** The tables that are at most so many foreign keys away from one. */
export function near(focus: string, links: Link[], hops: number): Set<string> {
  const found = new Set([focus]);
  for (let hop = 0; hop < hops; hop++) {
    for (const { from, to } of links.filter((link) => found.has(link.from) !== found.has(link.to))) {
      found.add(from).add(to);
    }
  }
  return found;
}

/** Where each table stands. */
export function placesOf(tables: Table[], links: Link[]): Map<string, { x: number; y: number }> {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 90 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const table of tables) {
    graph.setNode(nameOf(table), { width: nodeWidth, height: nodeHeight(table) });
  }
  for (const [at, link] of links.entries()) {
    graph.setEdge(link.from, link.to, {}, String(at));
  }
  layout(graph);
  return new Map(
    tables.map((table) => {
      const node = graph.node(nameOf(table)) as { x: number; y: number };
      return [nameOf(table), { x: node.x - nodeWidth / 2, y: node.y - nodeHeight(table) / 2 }];
    }),
  );
}
