import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { credential } from '@/api/credential';
import { queryClient } from '@/api/query';
import { useMe } from '@/signin/useMe';
import { Button, Dialog, Mono, Notice, Row, Stack } from '@/ui';

/** A secret, this once. Where the page was open to everybody it may go on with the new key at once. */
export function NewSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  const use = async () => {
    credential.keep(secret, false);
    onClose();
    await queryClient.invalidateQueries();
  };
  return (
    <Dialog open onClose={onClose} title={t('manage.newSecret')}>
      <Stack>
        <Notice tone="warn">{t('manage.once')}</Notice>
        <Mono>{secret}</Mono>
        <Row end>
          <Button icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
            {t('common.copy')}
          </Button>
          {me.data?.open && (
            <Button kind="primary" onClick={() => void use()}>
              {t('manage.useKey')}
            </Button>
          )}
        </Row>
      </Stack>
    </Dialog>
  );
}
