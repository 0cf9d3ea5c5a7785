import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { Composer } from '@/ask/compose/Composer';
import { Theme } from '@/ui';

function shown() {
  const ask = vi.fn();
  render(
    <Theme>
      <Composer conversation="c" placeholder="…" busy={false} disabled={false} onAsk={ask} onStop={() => undefined} />
    </Theme>,
  );
  const field = screen.getByRole('textbox');
  fireEvent.change(field, { target: { value: '各城市的客户数量' } });
  return { ask, field };
}

describe('Enter', () => {
  it('sends', () => {
    const { ask, field } = shown();
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
    expect(ask).toHaveBeenCalledExactlyOnceWith('各城市的客户数量');
  });

  it('with Shift makes a new line', () => {
    const { ask, field } = shown();
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 13, shiftKey: true });
    expect(ask).not.toHaveBeenCalled();
  });

  it.each([
    ['while composing', { isComposing: true, keyCode: 13 }],
    ['as key 229', { keyCode: 229 }],
  ])('does not send %s', (_, init) => {
    const { ask, field } = shown();
    fireEvent.keyDown(field, { key: 'Enter', ...init });
    expect(ask).not.toHaveBeenCalled();
  });

  it('does not send when it comes right after the composition has ended, as in Safari', async () => {
    const { ask, field } = shown();
    fireEvent.compositionStart(field);
    fireEvent.compositionEnd(field);
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
    expect(ask).not.toHaveBeenCalled();
    await vi.waitFor(() => {
      fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
      expect(ask).toHaveBeenCalledOnce();
    });
  });

  it('keeps a draft for later', () => {
    const { field } = shown();
    expect(localStorage.getItem('memori.draft.c')).toBe('各城市的客户数量');
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
    expect(localStorage.getItem('memori.draft.c')).toBe('');
  });
});
