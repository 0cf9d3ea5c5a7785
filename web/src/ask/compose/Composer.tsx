import { type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stored } from '@/state/stored';
import { IconButton, Keys, Muted } from '@/ui';
import css from './Composer.module.css';
import { useEnter } from './useEnter';

export interface ComposerHandle {
  write: (text: string) => void;
  /** Puts a word where the caret is, apart from its neighbours. */
  insert: (word: string) => void;
}

interface Props {
  /** What belongs to which conversation is kept apart, and kept. */
  conversation: string;
  placeholder: string;
  busy: boolean;
  disabled: boolean;
  onAsk: (question: string) => void;
  onStop: () => void;
  /** What stands beside the field. */
  children?: ReactNode;
  ref?: Ref<ComposerHandle>;
}

const longest = 4000;

/** Where a question is written. Drafts survive leaving the page. */
export function Composer({ conversation, placeholder, busy, disabled, onAsk, onStop, children, ref }: Props) {
  const { t } = useTranslation();
  const draft = stored(`memori.draft.${conversation}`, '');
  const [text, setText] = useState(() => draft.get());
  const field = useRef<HTMLTextAreaElement>(null);
  const write = (next: string) => {
    draft.set(next);
    setText(next);
  };
  useImperativeHandle(ref, () => ({
    write: (next) => {
      write(next);
      field.current?.focus();
    },
    insert: (word) => {
      const [from, to] = [field.current?.selectionStart ?? text.length, field.current?.selectionEnd ?? text.length];
      const gap = /(^|\s)$/.test(text.slice(0, from)) ? '' : ' ';
      write(`${text.slice(0, from)}${gap}${word} ${text.slice(to)}`.slice(0, longest));
      field.current?.focus();
    },
  }));
  const send = () => {
    const question = text.trim();
    if (question !== '' && !busy && !disabled) {
      write('');
      onAsk(question);
    }
  };
  const enter = useEnter(send);
  return (
    <form
      className={css.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={css.box}>
        <textarea
          {...enter}
          ref={field}
          className={css.field}
          data-composer=""
          aria-label={t('ask.question')}
          placeholder={placeholder}
          value={text}
          rows={1}
          maxLength={longest}
          onChange={(event) => write(event.currentTarget.value)}
        />
        {children}
        {busy ? (
          <IconButton icon="stop" label={t('ask.stop')} primary onClick={onStop} />
        ) : (
          <IconButton icon="send" label={t('ask.send')} primary submit disabled={text.trim() === '' || disabled} />
        )}
      </div>
      <span className={css.hint}>
        <Muted small>
          <Keys keys="Enter" /> {t('ask.sends')} · <Keys keys="Shift+Enter" /> {t('ask.newLine')}
          {busy && (
            <>
              {' · '}
              <Keys keys="Esc" /> {t('ask.stops')}
            </>
          )}
        </Muted>
      </span>
    </form>
  );
}
