import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Dialog.module.css';

interface Props {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  size?: 'sm' | 'md' | 'lg' | 'xl';
}

/** A dialog over the page: focus stays inside, Esc closes it, focus goes back to where it was. */
export function Dialog({ open, onClose, title, children, size = 'md' }: Props) {
  const { t } = useTranslation();
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      size={size}
      centered
      // The page itself never scrolls, and what locks it would need a style element without a nonce.
      lockScroll={false}
      transitionProps={{ duration: 120 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Not the library's own header: beside the page's it would be a second banner. */}
        <div className={css.head}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('common.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
