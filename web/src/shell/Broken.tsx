import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Button, Notice, Page } from '@/ui';

/** Content that could not be shown: a fault of ours, or a piece that could not be loaded. */
export function Broken({ failure }: { failure: unknown }) {
  const { t } = useTranslation();
  const problem = failure instanceof Problem ? failure : undefined;
  return (
    <Page title={t('shell.broken')}>
      <Notice
        tone="bad"
        problem={problem}
        action={
          <Button icon="refresh" onClick={() => location.reload()}>
            {t('shell.reload')}
          </Button>
        }
      >
        {problem ? null : t('shell.brokenWords')}
      </Notice>
    </Page>
  );
}
