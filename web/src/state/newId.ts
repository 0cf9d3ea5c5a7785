/** An id that nobody else has; works on pages without TLS too, where `crypto.randomUUID` is not there. */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
