import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '@/api/client';
import { inSession, workSession } from '@/api/sessions';
import { useFormat } from '@/format/useFormat';
import { SqlText } from '@/sql/SqlText';
import { Button, Dialog, Muted, Notice, Row, Stack, TextField } from '@/ui';
import type { Term } from '../annotations';

/** What a question with the word becomes: its SQL, without running it. */
export function TryTerm({ id, term, onClose }: { id: number; term: Term; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [question, setQuestion] = useState(term.term);
  const trial = useMutation({
    mutationFn: () =>
      inSession(workSession, (session_id) =>
        ask(
          api.POST('/api/v2/text2sql/generate', {
            body: { datasource_id: id, query: question.trim(), session_id, execute: false },
          }),
        ),
      ),
  });
  return (
    <Dialog open onClose={onClose} title={t('data.tryTerm', { term: term.term })} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          trial.mutate();
        }}
      >
        <Stack>
          <TextField
            label={t('data.tryQuestion')}
            hint={t('data.tryHint')}
            value={question}
            onChange={setQuestion}
            autoFocus
          />
          <Row end>
            <Button kind="primary" submit loading={trial.isPending} disabled={question.trim() === ''}>
              {t('data.try')}
            </Button>
          </Row>
          {trial.error && <Notice problem={trial.error} />}
          {trial.data?.sql && (
            <>
              <SqlText sql={trial.data.sql} label={t('sql.title')} />
              <Muted>{trial.data.explanation}</Muted>
              <Muted small>{t('data.trySure', { share: format.percent(trial.data.confidence) })}</Muted>
            </>
          )}
          {trial.data && !trial.data.sql && (
            <Notice tone="warn">
              {trial.data.clarification?.question ?? trial.data.explanation ?? t('ask.noAnswerWords')}
            </Notice>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}
