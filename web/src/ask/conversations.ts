import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { Schemas } from '@/api/types';

export type Conversation = Schemas['ConversationDocument'];
export type AnswerSummary = Schemas['AnswerSummaryDocument'];

export const conversationsKey = ['conversations'];

/** The newest conversations with a database. */
export function useConversations(datasource: number | undefined) {
  return useQuery({
    queryKey: [...conversationsKey, datasource],
    enabled: datasource !== undefined,
    queryFn: async () => {
      const query = { datasource_id: datasource ?? 0, limit: 100 };
      return (await ask(api.GET('/api/conversations', { params: { query } }))).conversations;
    },
  });
}

/** What was asked in a conversation, oldest first. */
export function useConversation(id: string | undefined, datasource: number | undefined) {
  return useQuery({
    queryKey: [...conversationsKey, 'answers', id, datasource],
    enabled: id !== undefined && datasource !== undefined,
    queryFn: async () => {
      const query = { datasource_id: datasource ?? 0, conversation_id: id, limit: 100 };
      const { answers, next } = await ask(api.GET('/api/answers', { params: { query } }));
      return { answers: answers.toReversed(), more: next !== null };
    },
  });
}

/** One answer without its rows, which are asked for anew when it is shown. */
export function useKeptAnswer(id: string, enabled = true) {
  return useQuery({
    queryKey: ['answer', id],
    enabled,
    staleTime: 5 * 60_000,
    queryFn: () => ask(api.GET('/api/answers/{id}', { params: { path: { id } } })),
  });
}

/** Removes a conversation with all its answers. */
export function useDeleteConversation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/api/conversations/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: conversationsKey }),
  });
}

/** Removes one question with its answer. */
export function useDeleteAnswer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/api/answers/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: conversationsKey }),
  });
}

/** Gives a conversation another title. */
export function useRenameConversation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, title }: { id: string; title: string }) =>
      ask(api.PATCH('/api/conversations/{id}', { params: { path: { id } }, body: { title } })),
    onSuccess: () => client.invalidateQueries({ queryKey: conversationsKey }),
  });
}
