import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, type LanguageTag, languages } from '@/i18n';
import { Button, Checkbox, Choice, Mono, Muted, Notice, SecretField, Stack } from '@/ui';
import css from './SignIn.module.css';
import { useSignIn } from './useMe';

/** The way in: a key, as an administrator made it. */
export function SignIn() {
  const { t, i18n } = useTranslation();
  const [secret, setSecret] = useState('');
  const [stay, setStay] = useState(false);
  const signIn = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ secret: secret.trim(), stay });
  };
  return (
    <main className={css.page}>
      <form className={css.card} onSubmit={submit}>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>{t('signin.title')}</h1>
        <Stack>
          <SecretField
            label={t('signin.key')}
            value={secret}
            onChange={setSecret}
            placeholder="mk-…"
            hint={t('signin.keyHint')}
            autoComplete="current-password"
          />
          <Checkbox label={t('signin.stay')} checked={stay} onChange={setStay} />
          {signIn.error && <Notice problem={signIn.error} />}
          <Button kind="primary" submit wide loading={signIn.isPending} disabled={secret.trim() === ''}>
            {t('signin.in')}
          </Button>
          <Muted small>
            {t('signin.noKey')} <Mono>./memori keys create --user ann</Mono>
          </Muted>
          <Choice
            label={t('shell.language')}
            value={i18n.language as LanguageTag}
            onChange={(language) => void changeLanguage(language)}
            options={(Object.keys(languages) as LanguageTag[]).map((tag) => ({ value: tag, label: languages[tag] }))}
          />
        </Stack>
      </form>
    </main>
  );
}
