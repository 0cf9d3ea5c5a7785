/** One event of a `text/event-stream`. */
export interface StreamEvent {
  id?: string;
  event: string;
  data: string;
}

/**
 * Cuts the text of an event stream into events, whatever the pieces in which it arrives. Follows the WHATWG's rules for lines (CR, LF, CRLF), fields,
 * comments and the one space after a colon.
 */
export class EventStreamParser {
  private buffer = '';
  private data: string[] = [];
  private event = '';
  private id: string | undefined;
  private atStart = true;

  push(text: string): StreamEvent[] {
    this.buffer += this.atStart && text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.atStart &&= text.length === 0;
    const events: StreamEvent[] = [];
    for (;;) {
      const end = this.buffer.search(/[\r\n]/);
      // A CR at the very end may be the first half of a CRLF.
      if (end < 0 || (this.buffer[end] === '\r' && end === this.buffer.length - 1)) {
        return events;
      }
      const line = this.buffer.slice(0, end);
      this.buffer = this.buffer.slice(end + (this.buffer.startsWith('\r\n', end) ? 2 : 1));
      if (line !== '') {
        this.field(line);
      } else if (this.data.length > 0) {
        events.push({ id: this.id, event: this.event || 'message', data: this.data.join('\n') });
        this.data = [];
        this.event = '';
      } else {
        this.event = '';
      }
    }
  }

  private field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (name === 'data') {
      this.data.push(value);
    } else if (name === 'event') {
      this.event = value;
    } else if (name === 'id' && !value.includes('\0')) {
      this.id = value;
    }
  }
}

/** The events of an answer, as they come. */
export async function* eventsOf(response: Response): AsyncGenerator<StreamEvent> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) {
    return;
  }
  const parser = new EventStreamParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      yield* parser.push(value);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
