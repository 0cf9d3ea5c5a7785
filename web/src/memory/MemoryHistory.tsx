import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Button, Loaded, Muted, Tag } from '@/ui';
import css from './MemoryPeek.module.css';
import { useMemoryHistory } from './memories';

/** What a memory replaced and by what it was replaced. */
export function MemoryHistory({ id, onOpen }: { id: string; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const history = useMemoryHistory(id);
  return (
    <section>
      <h3 className={css.heading}>{t('memory.history')}</h3>
      <Loaded query={history} lines={2}>
        {(versions) =>
          versions.length > 1 ? (
            <ol className={css.versions}>
              {versions.map(({ memory, replaced_at, reason }) => (
                <li key={memory.id}>
                  <div className={css.content}>{memory.content}</div>
                  <Muted small>
                    {format.moment(memory.created_at)}
                    {replaced_at && ` → ${format.moment(replaced_at)}`}
                    {reason && ` · ${t(`memory.reason.${reason as 'told'}`, reason)}`}
                  </Muted>{' '}
                  {memory.id === id ? (
                    <Tag>{t('memory.thisOne')}</Tag>
                  ) : (
                    <Button size="xs" kind="plain" onClick={() => onOpen(memory.id)}>
                      {t('ask.show')}
                    </Button>
                  )}
                </li>
              ))}
            </ol>
          ) : (
            <Muted small>{t('memory.noHistory')}</Muted>
          )
        }
      </Loaded>
    </section>
  );
}
