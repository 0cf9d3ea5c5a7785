import { newId } from '@/state/newId';
import { Problem } from './problem';

const renewed = new Map<string, string>();

/**
 * Calls in the session of a conversation, which bears its id. Where that session is over (they end after a time without use) the conversation goes on in a
 * new one.
 */
export async function inSession<T>(conversation: string, call: (session: string) => Promise<T>): Promise<T> {
  try {
    return await call(renewed.get(conversation) ?? conversation);
  } catch (failure) {
    if (failure instanceof Problem && /^session-(expired|ended)$/.test(failure.code)) {
      const session = newId();
      renewed.set(conversation, session);
      return call(session);
    }
    throw failure;
  }
}

/** The session of what is looked at outside of conversations: samples of tables, trials of rules. */
export const workSession = newId();
