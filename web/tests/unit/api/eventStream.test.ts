import { describe, expect, it } from 'vitest';
import { EventStreamParser } from '@/api/eventStream';

const all = (...pieces: string[]) => {
  const parser = new EventStreamParser();
  return pieces.flatMap((piece) => parser.push(piece));
};

describe('EventStreamParser', () => {
  it('reads id, event and data', () => {
    expect(all('id: 7\nevent: stage\ndata: {"a":1}\n\n')).toEqual([{ id: '7', event: 'stage', data: '{"a":1}' }]);
  });

  it('gives the same events however the text is cut', () => {
    const text = 'id: 1\r\nevent: a\r\ndata: x\r\ndata: y\r\n\r\n: heartbeat\r\n\r\nid: 2\rdata:z\r\rdata: 中文\n\n';
    const whole = all(text);
    expect(whole).toEqual([
      { id: '1', event: 'a', data: 'x\ny' },
      { id: '2', event: 'message', data: 'z' },
      { id: '2', event: 'message', data: '中文' },
    ]);
    for (let at = 1; at < text.length; at++) {
      expect(all(text.slice(0, at), text.slice(at))).toEqual(whole);
    }
    expect(all(...text)).toEqual(whole);
  });

  it('keeps an event that is not complete to itself', () => {
    expect(all('event: answer\ndata: {}\n')).toEqual([]);
  });
});
