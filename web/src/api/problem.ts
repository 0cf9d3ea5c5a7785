/** What went wrong, in words for people. `code` is stable; `detail` comes from the server in the language of the page. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extra: Record<string, unknown> = {},
    readonly requestId?: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(detail || code);
    this.name = 'Problem';
  }

  /** A call that got no answer at all: the network, or a person who stopped it. */
  static ofFailure(failure: unknown): Problem {
    if (failure instanceof Problem) {
      return failure;
    }
    const aborted = failure instanceof DOMException && failure.name === 'AbortError';
    return new Problem(0, aborted ? 'stopped' : 'offline', '');
  }

  /** Whether asking again may help without anything else being done first. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The problem that a refused or failed answer tells of. */
export function problemOf(response: Response, body: unknown): Problem {
  const {
    code,
    detail,
    request_id,
    status: _,
    title: __,
    type: ___,
    ...extra
  } = (body ?? {}) as Record<string, unknown>;
  const retryAfter = Number(response.headers.get('Retry-After'));
  return new Problem(
    response.status,
    typeof code === 'string' ? code : `http-${response.status}`,
    typeof detail === 'string' ? detail : '',
    extra,
    typeof request_id === 'string' ? request_id : (response.headers.get('X-Request-Id') ?? undefined),
    Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined,
  );
}
