import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Card, Loaded, Muted, Notice, Row, Stack, TextArea } from '@/ui';
import { RulesPreview } from './RulesPreview';
import { checkRules, useKeepRules, useRules, type WrittenRules } from './rules';

const example = `version: 1
rules:
  - table: customers
    hide: [email]
`;

/** Who may see which rows and columns: written, checked, tried as somebody, and kept. */
export function Rules({ id }: { id: number }) {
  const { t } = useTranslation();
  const rules = useRules(id);
  return (
    <Stack>
      <Muted>{t('data.rulesWords')}</Muted>
      <Loaded query={rules}>{(data) => <Editor key={data.version} id={id} rules={data} />}</Loaded>
      <RulesPreview id={id} />
    </Stack>
  );
}

function Editor({ id, rules }: { id: number; rules: WrittenRules }) {
  const { t } = useTranslation();
  const [text, setText] = useState(rules.text);
  const check = useMutation({ mutationFn: () => checkRules(id, text) });
  const keep = useKeepRules(id);
  const write = (next: string) => {
    check.reset();
    setText(next);
  };
  return (
    <Card title={t('data.rules')}>
      <Stack>
        <TextArea
          label={t('data.rulesYaml')}
          quiet
          mono
          rows={10}
          placeholder={example}
          value={text}
          onChange={write}
        />
        {check.data?.map((fault) => (
          <Notice key={fault.path + fault.message} tone="bad">
            {fault.line !== null && `${t('data.line', { line: fault.line })} `}
            {fault.message}
          </Notice>
        ))}
        {check.data?.length === 0 && <Notice tone="good">{t('data.rulesFine')}</Notice>}
        {(check.error ?? keep.error) && <Notice problem={check.error ?? keep.error} />}
        <Row end>
          <Button disabled={text.trim() === ''} loading={check.isPending} onClick={() => check.mutate()}>
            {t('data.check')}
          </Button>
          <Button
            kind="primary"
            disabled={text === rules.text}
            loading={keep.isPending}
            onClick={() => keep.mutate({ text, version: rules.version })}
          >
            {t('common.save')}
          </Button>
        </Row>
      </Stack>
    </Card>
  );
}
