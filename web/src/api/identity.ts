import { stored } from '@/state/stored';
import { credential } from './credential';

/**
 * On loopback without keys the page says itself whose memory is used: by default the user of the command line, so that both know the same. The key of a
 * user says it itself, and nothing is sent here.
 */
export const localUser = stored('memori.user', 'local');

let userId: string | null = localUser.get();
let language = 'en';

/** Whom the page speaks for from now on; null leaves it to the key. */
export function speakFor(user: string | null): void {
  userId = user;
}

/** Whether a name can be sent: headers carry visible ASCII only. */
export const canSpeakFor = (user: string): boolean => /^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/.test(user);

/** Who the page speaks for; null is the user of the key. */
export const speaksFor = (): string | null => userId;

/** In which language the server's words should come. */
export function speak(lang: string): void {
  language = lang;
}

/** The headers that every call carries. */
export function identityHeaders(): Record<string, string> {
  const key = credential.get();
  return {
    'Accept-Language': language,
    ...(key ? { Authorization: `Bearer ${key}` } : {}),
    ...(userId === null ? {} : { 'X-User-Id': userId }),
  };
}
