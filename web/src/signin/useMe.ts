import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { api, ask } from '@/api/client';
import { credential } from '@/api/credential';
import { localUser, speakFor } from '@/api/identity';
import { Problem } from '@/api/problem';
import { queryClient } from '@/api/query';
import type { Schemas } from '@/api/types';

export type Me = Schemas['MeDocument'];

const key = ['me'];

/** Whether the page may be used: by a key, or because nobody needs one yet. */
export const isIn = (me: Me): boolean => me.authenticated || me.open;

async function load(): Promise<Me> {
  speakFor(null);
  const me = await ask(api.GET('/api/me'));
  // The key of a user speaks for that user; an administrator's key, and an open service, leave it to the page.
  speakFor(isIn(me) && me.user_id === null ? localUser.get() : null);
  return me;
}

const me = queryOptions({
  queryKey: key,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async () => {
    try {
      return await load();
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401 && credential.get()) {
        credential.forget();
        return load();
      }
      throw problem;
    }
  },
});

/** Who is at the page and what they may. A kept key that is no longer good leads to the sign-in. */
export const useMe = () => useQuery(me);

/** Asks who is at the page before it is shown. */
export const loadMe = () => void queryClient.prefetchQuery(me);

/** Signs in by a key. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ secret, stay }: { secret: string; stay: boolean }) => {
      const unknown = () => new Problem(401, 'invalid-api-key', i18next.t('signin.wrong'));
      // What no header can carry is no key.
      if (!/^[\x21-\x7e]+$/.test(secret)) {
        throw unknown();
      }
      credential.keep(secret, stay);
      try {
        const me = await load();
        if (!me.authenticated) {
          throw unknown();
        }
        return me;
      } catch (problem) {
        credential.forget();
        throw problem;
      }
    },
    onSuccess: (me) => client.setQueryData(key, me),
  });
}

/** Signs out; nothing that was loaded stays in the page. */
export function signOut(): void {
  credential.forget();
  location.assign('/');
}
