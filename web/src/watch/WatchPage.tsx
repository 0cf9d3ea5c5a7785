import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Choice, Page, type Tab, Tabs } from '@/ui';
import { Alerts } from './Alerts';
import { Audit } from './Audit';
import { Costs } from './Costs';
import { Health } from './Health';
import { Requests } from './Requests';

type View = 'requests' | 'costs' | 'health' | 'alerts' | 'audit';

const ranges = { day: 24, week: 168, month: 720 } as const;
type Range = keyof typeof ranges;

/** How the service does: requests, money, health, and who did what. */
export default function WatchPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const view = (search.get('tab') ?? 'requests') as View;
  const wanted = search.get('range') ?? 'day';
  const range: Range = wanted in ranges ? (wanted as Range) : 'day';
  const put = (name: string, value: string) =>
    setSearch((before) => {
      before.set(name, value);
      return before;
    });
  const tabs: Tab<View>[] = [
    { id: 'requests', label: t('watch.requests'), icon: 'watch', content: <Requests hours={ranges[range]} /> },
    { id: 'costs', label: t('watch.costs'), icon: 'chart', content: <Costs hours={ranges[range]} /> },
    { id: 'health', label: t('watch.health'), icon: 'heart', content: <Health /> },
    { id: 'alerts', label: t('watch.alerts'), icon: 'warning', content: <Alerts /> },
    { id: 'audit', label: t('watch.audit'), icon: 'shield', content: <Audit /> },
  ];
  return (
    <Page
      title={t('watch.title')}
      actions={
        <Choice<Range>
          label={t('watch.range')}
          value={range}
          onChange={(next) => put('range', next)}
          options={(Object.keys(ranges) as Range[]).map((one) => ({ value: one, label: t(`watch.ranges.${one}`) }))}
        />
      }
    >
      <Tabs label={t('watch.title')} tabs={tabs} value={view} onChange={(tab) => put('tab', tab)} />
    </Page>
  );
}
