import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { Loaded, Muted, Page } from '@/ui';
import { useKeptAnswer } from './conversations';
import { Outcome } from './thread/Outcome';
import { RemoveAnswer } from './thread/RemoveAnswer';

/** The permanent address of an answer. Its rows are read anew, under today's rules. */
export default function AnswerPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { answer: id = '' } = useParams();
  const kept = useKeptAnswer(id);
  const conversation =
    kept.data && `/ask/c/${encodeURIComponent(kept.data.conversation_id)}?db=${kept.data.datasource_id}`;
  return (
    <Page
      title={kept.data?.question ?? t('ask.answer')}
      actions={
        conversation && (
          <>
            <Link to={conversation}>{t('ask.toConversation')}</Link>
            <RemoveAnswer id={id} question={kept.data?.question ?? ''} />
          </>
        )
      }
    >
      <Loaded query={kept} lines={8}>
        {(data) => (
          <>
            <Muted small>{format.moment(data.asked_at)}</Muted>
            <Outcome
              kept={data}
              withRows={false}
              onAsk={(question) => conversation && navigate(conversation, { state: { question } })}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}
