import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

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
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={size}
      centered
      // The page itself never scrolls, and what locks it would need a style element without a nonce.
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      transitionProps={{ duration: 120 }}
    >
      {children}
    </Modal>
  );
}
