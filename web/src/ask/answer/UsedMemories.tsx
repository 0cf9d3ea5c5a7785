import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button, Icon, Muted, Popover, Row, Stack, Tag } from '@/ui';
import type { Answer } from '../run/runState';
import css from './UsedMemories.module.css';

/** What was remembered for this answer: each as a chip, with what it says and the ways to it and without it. */
export function UsedMemories({ answer, onWithout }: { answer: Answer; onWithout?: (id: string) => void }) {
  const { t } = useTranslation();
  return answer.memories.length > 0 ? (
    <div className={css.memories}>
      <Muted small>{t('ask.memories')}</Muted>
      {answer.memories.map((memory) => (
        <Popover
          key={memory.id}
          label={t('ask.memory')}
          target={
            <button type="button" className={css.chip}>
              <Icon name="memory" size={13} />
              <span>{memory.content}</span>
            </button>
          }
        >
          <Stack tight>
            <Row>
              <Tag tone="accent">{t(`memory.kind.${memory.kind as 'fact'}`, memory.kind)}</Tag>
              <Muted small>{t('ask.memoryScore', { score: memory.score.toFixed(2) })}</Muted>
            </Row>
            <p className={css.content}>{memory.content}</p>
            <Row>
              <Link to={`/memory?id=${encodeURIComponent(memory.id)}`}>{t('ask.openMemory')}</Link>
              {onWithout && (
                <Button size="xs" onClick={() => onWithout(memory.id)}>
                  {t('ask.withoutMemory')}
                </Button>
              )}
            </Row>
          </Stack>
        </Popover>
      ))}
    </div>
  ) : null;
}
