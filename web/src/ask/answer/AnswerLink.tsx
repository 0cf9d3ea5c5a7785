import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '@/shell/Announcer';
import { IconButton } from '@/ui';

/** Copies the address under which the answer stays. */
export function AnswerLink({ id }: { id: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(new URL(`/ask/answers/${encodeURIComponent(id)}`, location.href).href);
    setCopied(true);
    announce(t('ask.linkCopied'));
  };
  return (
    <IconButton
      size="sm"
      icon={copied ? 'check' : 'link'}
      label={t(copied ? 'ask.linkCopied' : 'ask.link')}
      onClick={copy}
    />
  );
}
