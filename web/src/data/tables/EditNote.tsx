import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, Notice, Row, SelectField, Stack, TextArea, TextField } from '@/ui';
import { type TableNote, useAnnotate, type Visibility, withColumn, withTable, wordsOf } from '../annotations';

const visibilities: (Visibility | '')[] = ['', 'full', 'local', 'none'];

interface Props {
  id: number;
  note: TableNote;
  /** Which column it is about; the table itself without. */
  column?: string;
  onClose: () => void;
}

/** Describes a table or a column: what it is, what else it is called, and how far its values may go. */
export function EditNote({ id, note, column, onClose }: Props) {
  const { t } = useTranslation();
  const before = column === undefined ? note : (note.columns?.find((one) => one.column === column) ?? { column });
  const [description, setDescription] = useState(before.description ?? '');
  const [synonyms, setSynonyms] = useState((before.synonyms ?? []).join(', '));
  const [values, setValues] = useState<Visibility | ''>(before.values ?? '');
  const annotate = useAnnotate(id);
  const save = () => {
    const words = { description: description.trim() || null, synonyms: wordsOf(synonyms), values: values || null };
    annotate.mutate(
      (notes) =>
        withTable(notes, column === undefined ? { ...note, ...words } : withColumn(note, { column, ...words })),
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog open onClose={onClose} title={t('data.describe', { name: column ?? note.table })}>
      <Stack>
        <TextArea
          label={t('data.description')}
          hint={t('data.descriptionHint')}
          value={description}
          onChange={setDescription}
        />
        <TextField label={t('data.synonyms')} hint={t('data.synonymsHint')} value={synonyms} onChange={setSynonyms} />
        <SelectField
          label={t('data.valuesLabel')}
          hint={t('data.valuesHint')}
          value={values}
          onChange={setValues}
          options={visibilities.map((one) => ({ value: one, label: t(`data.values.${one || 'default'}`) }))}
        />
        {annotate.error && <Notice problem={annotate.error} />}
        <Row end>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" loading={annotate.isPending} onClick={save}>
            {t('common.save')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
