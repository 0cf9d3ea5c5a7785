import createClient from 'openapi-fetch';
import { identityHeaders } from './identity';
import { Problem, problemOf } from './problem';
import type { paths } from './schema';

/** The service, typed by its OpenAPI document. Calls go through `ask` so that failures are problems in words. */
export const api = createClient<paths>({
  // Asked for at the time of the call, so that tests may put another in its place.
  fetch: (request) => globalThis.fetch(request),
});

api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(identityHeaders())) {
      request.headers.set(name, value);
    }
    return request;
  },
});

/** The data of a call, or a thrown `Problem`. */
export async function ask<T>(call: Promise<{ data?: T; response: Response; error?: unknown }>): Promise<T> {
  let outcome: { data?: T; response: Response; error?: unknown };
  try {
    outcome = await call;
  } catch (failure) {
    throw Problem.ofFailure(failure);
  }
  if (!outcome.response.ok) {
    throw problemOf(outcome.response, outcome.error);
  }
  return outcome.data as T;
}

/** A call outside of the typed client: streams, files, uploads. Throws a `Problem` when it was not answered with success. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { ...identityHeaders(), ...init.headers } });
  } catch (failure) {
    throw Problem.ofFailure(failure);
  }
  if (!response.ok) {
    throw problemOf(response, await response.json().catch(() => undefined));
  }
  return response;
}
