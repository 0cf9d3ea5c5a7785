import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty, Page } from '@/ui';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('shell.notFound')}>
      <Empty icon="search" title={t('shell.notFoundWords')}>
        <Link to="/ask">{t('shell.toAsk')}</Link>
      </Empty>
    </Page>
  );
}
