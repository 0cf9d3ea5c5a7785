import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Choice, Dialog, Notice, Row, SelectField, Stack, TextArea, TextField } from '@/ui';
import { type Term, wordsOf } from '../annotations';
import { useSchema } from '../dataSources';
import { nameOf } from '../tableName';

interface Props {
  id: number;
  term: Term;
  onClose: () => void;
  onSave: (term: Term) => Promise<unknown>;
}

/** A word of the house: what it means, and the SQL that says it. */
export function EditTerm({ id, term, onClose, onSave }: Props) {
  const { t } = useTranslation();
  const schema = useSchema(id);
  const [draft, setDraft] = useState({
    term: term.term,
    synonyms: (term.synonyms ?? []).join(', '),
    definition: term.definition ?? '',
    definition_zh: term.definition_zh ?? '',
    kind: term.kind ?? ('term' as const),
    sql: term.sql ?? '',
    table: term.table ? nameOf({ schema: term.schema ?? null, name: term.table }) : '',
  });
  const put = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const save = useMutation({
    mutationFn: () => {
      const table = schema.data?.tables.find((one) => nameOf(one) === draft.table);
      return onSave({
        ...term,
        term: draft.term.trim(),
        synonyms: wordsOf(draft.synonyms),
        definition: draft.definition.trim() || null,
        definition_zh: draft.definition_zh.trim() || null,
        kind: draft.kind,
        sql: draft.sql.trim() || null,
        schema: table?.schema ?? null,
        table: table?.name ?? null,
      });
    },
    onSuccess: onClose,
  });
  return (
    <Dialog open onClose={onClose} title={term.term || t('data.addTerm')} size="lg">
      <Stack>
        <TextField label={t('data.term')} value={draft.term} onChange={(value) => put({ term: value })} autoFocus />
        <Choice
          label={t('memory.kindLabel')}
          value={draft.kind}
          onChange={(kind) => put({ kind })}
          options={(['term', 'metric'] as const).map((kind) => ({ value: kind, label: t(`data.termKind.${kind}`) }))}
        />
        <TextField
          label={t('data.synonyms')}
          hint={t('data.synonymsHint')}
          value={draft.synonyms}
          onChange={(synonyms) => put({ synonyms })}
        />
        <TextArea
          label={t('data.definitionEn')}
          rows={2}
          value={draft.definition}
          onChange={(definition) => put({ definition })}
        />
        <TextArea
          label={t('data.definitionZh')}
          rows={2}
          value={draft.definition_zh}
          onChange={(definition_zh) => put({ definition_zh })}
        />
        <SelectField
          label={t('data.table')}
          value={draft.table}
          onChange={(table) => put({ table })}
          options={[
            { value: '', label: t('common.none') },
            ...(schema.data?.tables ?? []).map((table) => ({ value: nameOf(table), label: nameOf(table) })),
          ]}
        />
        <TextArea
          label={t('data.termSql')}
          hint={t('data.termSqlHint')}
          mono
          rows={2}
          value={draft.sql}
          onChange={(sql) => put({ sql })}
        />
        {save.error && <Notice problem={save.error} />}
        <Row end>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            loading={save.isPending}
            disabled={draft.term.trim() === ''}
            onClick={() => save.mutate()}
          >
            {t('common.save')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
