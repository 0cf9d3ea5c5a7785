import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canSpeakFor, localUser, speakFor } from '@/api/identity';
import { queryClient } from '@/api/query';
import { useMe } from '@/signin/useMe';
import { Button, Card, Muted, Notice, Row, Stack, TextField } from '@/ui';

/** Whom the page speaks for, where that is the person's own choice. */
export function ThisPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [user, setUser] = useState(localUser.get());
  if (!me.data) {
    return null;
  }
  const save = async () => {
    localUser.set(user.trim());
    speakFor(user.trim());
    await queryClient.invalidateQueries();
  };
  return (
    <Card title={t('manage.page')}>
      <Stack>
        {me.data.open && <Notice tone="warn">{t('manage.open')}</Notice>}
        {me.data.user_id === null ? (
          <>
            <Muted>{t('manage.speaksWords')}</Muted>
            <Row bottom>
              <TextField
                label={t('manage.speaks')}
                value={user}
                onChange={setUser}
                error={canSpeakFor(user.trim()) ? undefined : t('manage.speaksHint')}
              />
              <Button
                disabled={!canSpeakFor(user.trim()) || user.trim() === localUser.get()}
                onClick={() => void save()}
              >
                {t('common.save')}
              </Button>
            </Row>
          </>
        ) : (
          <Muted>{t('manage.keyOf', { user: me.data.user_id })}</Muted>
        )}
        <Muted small>Memori {me.data.version}</Muted>
      </Stack>
    </Card>
  );
}
