import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Card, ConfirmDialog, DataTable, Empty, IconButton, Loaded, Mono, Muted, Row, Stack, Tag } from '@/ui';
import { type Annotations, type Term, useAnnotate, useAnnotations } from '../annotations';
import { EditTerm } from './EditTerm';
import { TryTerm } from './TryTerm';

/** The words of the house and what they mean in this database. */
export function Glossary({ id }: { id: number }) {
  const { t } = useTranslation();
  const annotations = useAnnotations(id);
  const annotate = useAnnotate(id);
  const [editing, setEditing] = useState<Term>();
  const [removing, setRemoving] = useState<Term>();
  const [trying, setTrying] = useState<Term>();
  const change = (without: Term | undefined, put?: Term) =>
    annotate.mutateAsync((notes: Annotations) => ({
      ...notes,
      glossary: [...(notes.glossary ?? []).filter((term) => term.term !== without?.term), ...(put ? [put] : [])],
    }));
  const blank: Term = { term: '' };
  return (
    <Stack>
      <Row between>
        <Muted>{t('data.glossaryWords')}</Muted>
        <Button icon="plus" onClick={() => setEditing(blank)}>
          {t('data.addTerm')}
        </Button>
      </Row>
      <Loaded query={annotations}>
        {(data) =>
          (data.glossary ?? []).length > 0 ? (
            <Card flush>
              <DataTable
                caption={t('data.glossary')}
                rows={(data.glossary ?? []).toSorted((a, b) => a.term.localeCompare(b.term))}
                rowKey={(term) => term.term}
                columns={[
                  {
                    id: 'term',
                    label: t('data.term'),
                    cell: (term) => (
                      <Row>
                        <strong>{term.term}</strong>
                        {term.synonyms?.map((word) => (
                          <Tag key={word}>{word}</Tag>
                        ))}
                      </Row>
                    ),
                  },
                  {
                    id: 'kind',
                    label: t('memory.kindLabel'),
                    cell: (term) => t(`data.termKind.${term.kind ?? 'term'}`),
                  },
                  {
                    id: 'definition',
                    label: t('data.definition'),
                    cell: (term) => [term.definition, term.definition_zh].filter(Boolean).join(' · '),
                  },
                  { id: 'sql', label: t('sql.title'), cell: (term) => term.sql && <Mono>{term.sql}</Mono> },
                  {
                    id: 'edit',
                    label: '',
                    cell: (term) => (
                      <Row end>
                        <IconButton
                          size="sm"
                          icon="play"
                          label={`${t('data.try')}: ${term.term}`}
                          onClick={() => setTrying(term)}
                        />
                        <IconButton
                          size="sm"
                          icon="edit"
                          label={`${t('common.edit')}: ${term.term}`}
                          onClick={() => setEditing(term)}
                        />
                        <IconButton
                          size="sm"
                          icon="trash"
                          label={`${t('common.delete')}: ${term.term}`}
                          onClick={() => setRemoving(term)}
                        />
                      </Row>
                    ),
                  },
                ]}
              />
            </Card>
          ) : (
            <Empty icon="book" title={t('data.noTerms')}>
              {t('data.noTermsWords')}
            </Empty>
          )
        }
      </Loaded>
      {trying && <TryTerm id={id} term={trying} onClose={() => setTrying(undefined)} />}
      {editing && (
        <EditTerm
          id={id}
          term={editing}
          onClose={() => setEditing(undefined)}
          onSave={(term) => change(editing, term)}
        />
      )}
      <ConfirmDialog
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={t('data.removeTerm')}
        words={t('data.removeTermWords', { term: removing?.term })}
        action={t('common.delete')}
        onConfirm={() => change(removing)}
      />
    </Stack>
  );
}
