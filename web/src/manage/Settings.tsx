import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, DataTable, Loaded, Mono, Muted, Stack, Switch, Tag, TextField } from '@/ui';
import { useSettings } from './administration';

/** What is set, and where each setting comes from: the defaults, a file, the environment. */
export function Settings() {
  const { t } = useTranslation();
  const settings = useSettings();
  const [text, setText] = useState('');
  const [changed, setChanged] = useState(false);
  const wanted = text.trim().toLowerCase();
  return (
    <Stack>
      <TextField
        label={t('manage.findSetting')}
        quiet
        icon="search"
        type="search"
        placeholder={t('manage.findSetting')}
        value={text}
        onChange={setText}
      />
      <Switch label={t('manage.onlyChanged')} checked={changed} onChange={setChanged} />
      <Loaded query={settings} lines={10}>
        {(data) => (
          <Card flush>
            <DataTable
              caption={t('manage.settings')}
              rows={data.filter(
                (setting) =>
                  `${setting.name} ${setting.about}`.toLowerCase().includes(wanted) &&
                  (!changed || setting.source !== 'default'),
              )}
              rowKey={(setting) => setting.name}
              columns={[
                { id: 'name', label: t('manage.setting'), cell: (setting) => <Mono>{setting.name}</Mono> },
                {
                  id: 'value',
                  label: t('manage.value'),
                  cell: (setting) => (setting.secret && setting.value ? '•••' : (setting.value ?? '–')),
                },
                {
                  id: 'source',
                  label: t('manage.origin'),
                  cell: (setting) => (
                    <Tag
                      tone={setting.source === 'default' ? 'plain' : 'accent'}
                      title={setting.file ?? setting.variable ?? undefined}
                    >
                      {t(`manage.origins.${setting.source as 'default'}`, setting.source)}
                    </Tag>
                  ),
                },
                { id: 'about', label: t('data.description'), cell: (setting) => <Muted>{setting.about}</Muted> },
              ]}
            />
          </Card>
        )}
      </Loaded>
    </Stack>
  );
}
