import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '@/ui';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty icon="search" title={t('shell.notFound')}>
      <Link to="/ask">{t('shell.toAsk')}</Link>
    </Empty>
  );
}
