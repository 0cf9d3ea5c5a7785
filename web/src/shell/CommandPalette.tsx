import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, Icon, TextField } from '@/ui';
import css from './CommandPalette.module.css';
import { type Command, useCommands } from './useCommands';

interface Props {
  open: boolean;
  onClose: () => void;
  onHelp: () => void;
}

/** Goes anywhere and does what the bars do, by typing. */
export function CommandPalette({ open, onClose, onHelp }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} title={t('palette.title')} size="lg">
      {open && <Commands onClose={onClose} onHelp={onHelp} />}
    </Dialog>
  );
}

function Commands({ onClose, onHelp }: Omit<Props, 'open'>) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const commands = useCommands(text, onHelp);
  const chosen = Math.min(at, commands.length - 1);
  const run = (command: Command | undefined) => {
    if (command) {
      onClose();
      command.run();
    }
  };
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && commands.length > 0) {
      event.preventDefault();
      setAt((chosen + step + commands.length) % commands.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(commands[chosen]);
    }
  };
  return (
    <div>
      <TextField
        onKeyDown={pressed}
        label={t('palette.title')}
        quiet
        autoFocus
        icon="search"
        value={text}
        placeholder={t('palette.placeholder')}
        onChange={(value) => {
          setText(value);
          setAt(0);
        }}
      />
      <ul className={css.list} aria-label={t('palette.results')}>
        {commands.map((command, index) => (
          <li key={command.id}>
            <button
              type="button"
              id={`${id}-${index}`}
              className={css.command}
              data-chosen={index === chosen || undefined}
              onClick={() => run(command)}
            >
              <Icon name={command.icon} size={16} />
              <span className={css.words}>{command.label}</span>
              <span className={css.group}>{command.group}</span>
            </button>
          </li>
        ))}
        {commands.length === 0 && <li className={css.none}>{t('palette.none')}</li>}
      </ul>
    </div>
  );
}
