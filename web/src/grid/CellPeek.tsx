import { useTranslation } from 'react-i18next';
import { Button, Dialog, Row, Stack } from '@/ui';
import css from './CellPeek.module.css';
import type { Cell, ResultColumn } from './cells';

const most = 50_000;

/** One value as a whole; very long ones are cut, the copy is not. */
export function CellPeek({
  open,
  onClose,
  column,
  value,
}: {
  open: boolean;
  onClose: () => void;
  column: ResultColumn;
  value: Cell;
}) {
  const { t } = useTranslation();
  const text = value === null ? 'NULL' : String(value);
  return (
    <Dialog open={open} onClose={onClose} title={column.name} size="lg">
      <Stack>
        <section className={css.value} aria-label={column.name} tabIndex={0}>
          {text.slice(0, most)}
          {text.length > most && '…'}
        </section>
        <Row end>
          <Button icon="copy" onClick={() => void navigator.clipboard.writeText(text)}>
            {t('common.copy')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
