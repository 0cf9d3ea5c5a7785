import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Checkbox, Muted, Tag } from '@/ui';
import css from './MemoryList.module.css';
import type { Found } from './memories';
import { ScoreBar } from './ScoreBar';

interface Props {
  found: Found[];
  opened: string | null;
  onOpen: (id: string) => void;
  chosen: string[];
  onChoose: (ids: string[]) => void;
}

/** The memories, one below the other; j and k go through them with the details beside. */
export function MemoryList({ found, opened, onOpen, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const pressed = (event: KeyboardEvent<HTMLUListElement>) => {
    const step = { j: 1, k: -1 }[event.key];
    if (step && !event.ctrlKey && !event.metaKey) {
      const at = found.findIndex(({ memory }) => memory.id === opened) + step;
      const next = found[Math.max(0, Math.min(found.length - 1, at))];
      if (next) {
        onOpen(next.memory.id);
        event.currentTarget.querySelector<HTMLElement>(`[data-memory="${CSS.escape(next.memory.id)}"]`)?.focus();
      }
    }
  };
  return (
    <ul className={css.list} aria-label={t('memory.title')} onKeyDown={pressed}>
      {found.map(({ memory, score, explanation }) => (
        <li key={memory.id} className={css.item} data-opened={memory.id === opened || undefined}>
          <Checkbox
            label={t('memory.choose', { content: memory.content.slice(0, 60) })}
            quiet
            checked={chosen.includes(memory.id)}
            onChange={(on) => onChoose(on ? [...chosen, memory.id] : chosen.filter((id) => id !== memory.id))}
          />
          <button
            type="button"
            className={css.open}
            data-memory={memory.id}
            aria-expanded={memory.id === opened}
            onClick={() => onOpen(memory.id === opened ? '' : memory.id)}
          >
            <span className={css.content}>{memory.content}</span>
            <span className={css.facts}>
              <Tag tone="accent">{t(`memory.kind.${memory.kind as 'fact'}`, memory.kind)}</Tag>
              <Tag>{t(`memory.layer.${memory.layer as 'long'}`, memory.layer)}</Tag>
              {memory.status !== 'active' && (
                <Tag tone="warn">{t(`memory.status.${memory.status as 'archived'}`, memory.status)}</Tag>
              )}
              <Muted small>
                {format.ago(memory.created_at)} · {t('memory.uses', { count: memory.access_count })}
              </Muted>
            </span>
          </button>
          {score !== undefined && <ScoreBar score={score} explanation={explanation ?? null} />}
        </li>
      ))}
    </ul>
  );
}
