import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useCurrentSource } from '@/data/dataSources';
import { newId } from '@/state/newId';
import { stored } from '@/state/stored';
import { Dialog, Empty, Hidden, IconButton, Loaded, Notice } from '@/ui';
import css from './AskPage.module.css';
import { Composer, type ComposerHandle } from './compose/Composer';
import { useConversation } from './conversations';
import { History } from './History';
import { isOver } from './run/runState';
import { startRun, stopRun, useRuns } from './run/runs';
import { SchemaPanel } from './SchemaPanel';
import { KeptTurn } from './thread/KeptTurn';
import { loadOutcome } from './thread/lazyOutcome';
import { RunTurn } from './thread/RunTurn';
import { useAskKeys } from './useAskKeys';
import { Welcome } from './Welcome';

const schemaBeside = stored('memori.schema', 'no');

/** Whether the tables have room beside the conversation; else they lie over it. */
const isWide = () => matchMedia('(min-width: 1281px)').matches;

/** A conversation with a database. */
export default function AskPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const { session: conversation } = useParams();
  const { sources, current: source } = useCurrentSource();
  const runs = useRuns(conversation ?? '');
  const kept = useConversation(conversation, source?.id);
  const composer = useRef<ComposerHandle>(null);
  const turns = useRef<HTMLDivElement>(null);
  const [listed, setListed] = useState(false);
  const [beside, setBeside] = useState(() => schemaBeside.get() === 'yes' && isWide());
  const showBeside = (shows: boolean) => {
    schemaBeside.set(shows ? 'yes' : 'no');
    setBeside(shows);
  };
  const active = runs.find((run) => !isOver(run));
  const steps = runs.at(-1)?.stages.length;
  const sourceId = runs[0]?.sourceId ?? source?.id;

  const askAbout = (question: string, withoutMemories?: string[]) => {
    if (sourceId === undefined) {
      return;
    }
    loadOutcome();
    const id = conversation ?? newId();
    startRun({ datasource_id: sourceId, query: question, conversation_id: id, exclude_memories: withoutMemories });
    if (!conversation) {
      navigate(`/ask/c/${id}?db=${sourceId}`);
    }
  };
  const startAnew = () => {
    setListed(false);
    navigate(`/ask${location.search}`);
    composer.current?.write('');
  };
  useAskKeys({ onStop: active && (() => void stopRun(active)) });

  // A question brought along from elsewhere (the palette) is written down, not sent: the database may be another one than was meant.
  const brought = (location.state as { question?: string } | null)?.question;
  useEffect(() => {
    if (brought) {
      composer.current?.write(brought);
    }
  }, [brought]);

  // What was asked last stands at the top, and what comes of it below.
  const seen = [conversation, runs.length, steps, active?.status].join();
  useEffect(() => {
    if (seen) {
      const last = turns.current?.lastElementChild as HTMLElement | null | undefined;
      turns.current?.scrollTo?.({ top: (last?.offsetTop ?? 0) - 12 });
    }
  }, [seen]);

  const shownLive = new Set(runs.map((run) => run.runId));
  const before = kept.data?.answers.filter((answer) => !shownLive.has(answer.answer_id)) ?? [];
  const empty = runs.length === 0 && (conversation === undefined || (kept.data && before.length === 0));

  return (
    <div className={css.ask} data-beside={beside || undefined}>
      <aside className={css.history}>
        <History source={source?.id} current={conversation} onNew={startAnew} />
      </aside>
      <div className={css.thread}>
        <div ref={turns} className={css.turns}>
          <div className={css.narrow}>
            <IconButton icon="list" label={t('ask.history')} onClick={() => setListed(true)} />
          </div>
          {!(empty && source) && <Hidden title>{t('shell.page.ask')}</Hidden>}
          {sources.error && <Notice problem={sources.error} onRetry={() => sources.refetch()} />}
          {sources.data?.length === 0 && (
            <Empty icon="data" title={t('ask.noSource')}>
              {t('ask.noSourceWords')}
            </Empty>
          )}
          {empty && source && <Welcome source={source} onAsk={askAbout} />}
          {conversation && runs.length === 0 && (
            <Loaded query={kept}>{(data) => (data.more ? <Notice>{t('ask.olderHidden')}</Notice> : null)}</Loaded>
          )}
          {before.map((summary, at) => (
            <KeptTurn
              key={summary.answer_id}
              summary={summary}
              open={runs.length === 0 && at === before.length - 1}
              onAsk={askAbout}
            />
          ))}
          {runs.map((run) => (
            <RunTurn
              key={run.key}
              run={run}
              isLast={run === runs.at(-1)}
              onAsk={askAbout}
              onEdit={(question) => composer.current?.write(question)}
            />
          ))}
        </div>
        <div className={css.composer}>
          <Composer
            key={conversation ?? 'new'}
            ref={composer}
            conversation={conversation ?? 'new'}
            placeholder={t(empty ? 'ask.placeholder' : 'ask.followUp')}
            busy={active !== undefined}
            disabled={sourceId === undefined}
            onAsk={askAbout}
            onStop={() => active && void stopRun(active)}
          >
            <IconButton
              icon="table"
              label={t(beside ? 'ask.hideSchema' : 'ask.schema')}
              pressed={beside}
              onClick={() => showBeside(!beside)}
            />
          </Composer>
        </div>
      </div>
      {beside && sourceId !== undefined && (
        <SchemaPanel
          source={sourceId}
          onInsert={(name) => {
            composer.current?.insert(name);
            if (!isWide()) {
              setBeside(false);
            }
          }}
          onClose={() => showBeside(false)}
        />
      )}
      <Dialog open={listed} onClose={() => setListed(false)} title={t('ask.history')}>
        <History source={source?.id} current={conversation} onNew={startAnew} />
      </Dialog>
    </div>
  );
}
