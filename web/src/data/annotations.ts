import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { Schemas } from '@/api/types';

export type Annotations = Schemas['SchemaAnnotations'];
export type TableNote = Schemas['TableAnnotation'];
type ColumnNote = Schemas['ColumnAnnotation'];
export type Term = Schemas['GlossaryTerm'];
export type Visibility = Schemas['ValueVisibility'];

const at = (id: number) => ({ params: { path: { id } } });

/** What people wrote about a database. */
export function useAnnotations(id: number) {
  return useQuery({
    queryKey: ['annotations', id],
    queryFn: () => ask(api.GET('/api/datasources/{id}/annotations', at(id))),
  });
}

/** Keeps notes in the place of those that are there. They are read afresh before, so that only what is changed here changes. */
export function useAnnotate(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: (before: Annotations) => Annotations) => {
      const before = await ask(api.GET('/api/datasources/{id}/annotations', at(id)));
      return ask(api.PUT('/api/datasources/{id}/annotations', { ...at(id), body: change(before) }));
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['annotations', id] });
      await client.invalidateQueries({ queryKey: ['schema', id] });
    },
  });
}

const sameTable = (note: TableNote, schema: string | null, table: string) =>
  note.table === table && (note.schema ?? null) === schema;

/** The note about a table, empty where there is none. */
export const noteOf = (notes: Annotations | undefined, schema: string | null, table: string): TableNote =>
  notes?.tables?.find((note) => sameTable(note, schema, table)) ?? { schema, table };

/** The notes with another one about a table. */
export function withTable(notes: Annotations, note: TableNote): Annotations {
  const others = (notes.tables ?? []).filter((other) => !sameTable(other, note.schema ?? null, note.table));
  return { ...notes, tables: [...others, note] };
}

/** A note with another one about a column; one that says nothing is left out. */
export function withColumn(note: TableNote, column: ColumnNote): TableNote {
  const others = (note.columns ?? []).filter((other) => other.column !== column.column);
  const says = column.description || column.synonyms?.length || column.values;
  return { ...note, columns: says ? [...others, column] : others };
}

/** Words that are written in one field, separated by commas of either kind. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\uff0c\u3001]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];
