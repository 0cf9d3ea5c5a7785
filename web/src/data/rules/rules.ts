import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask, send } from '@/api/client';
import type { Schemas } from '@/api/types';

const yaml = 'application/yaml';
const path = (id: number) => `/api/datasources/${id}/policy`;

export interface WrittenRules {
  text: string;
  /** The version, as `If-Match` wants it. */
  version: string;
}

interface RuleFault {
  path: string;
  line: number | null;
  message: string;
}

/** The rules of a database as a person wrote them. */
export function useRules(id: number) {
  return useQuery({
    queryKey: ['rules', id],
    queryFn: async (): Promise<WrittenRules> => {
      const response = await send(path(id), { headers: { Accept: yaml } });
      const text = await response.text();
      return { text: text.trim() === 'null' ? '' : text, version: response.headers.get('ETag') ?? '*' };
    },
  });
}

/** Says what is wrong with rules; keeps nothing. */
export async function checkRules(id: number, text: string): Promise<RuleFault[]> {
  const response = await send(`${path(id)}?dry_run=true`, {
    method: 'PUT',
    headers: { 'Content-Type': yaml },
    body: text,
  });
  const { faults } = (await response.json()) as { faults?: RuleFault[] };
  return faults ?? [];
}

/** Keeps rules, if nobody else has changed them meanwhile. */
export function useKeepRules(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ text, version }: WrittenRules) => {
      const headers = { 'Content-Type': yaml, 'If-Match': version };
      await (text.trim() === ''
        ? send(path(id), { method: 'DELETE', headers: { 'If-Match': version } })
        : send(path(id), { method: 'PUT', headers, body: text }));
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['rules', id] });
      await client.invalidateQueries({ queryKey: ['schema', id] });
    },
  });
}

/** What a caller sees under the rules that are kept. */
export const previewRules = (id: number, body: Schemas['PolicyPreviewRequest']) =>
  ask(api.POST('/api/datasources/{id}/policy/preview', { params: { path: { id } }, body }));
