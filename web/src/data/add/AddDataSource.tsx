import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Dialog, Tabs } from '@/ui';
import { Connect } from './Connect';
import { Upload } from './Upload';

type Way = 'upload' | 'connect';

/** Makes a database known: a file that is uploaded, or one that is reached where it is. */
export function AddDataSource({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [way, setWay] = useState<Way>('upload');
  const done = (id: number) => navigate(`/data/${id}`);
  return (
    <Dialog open onClose={onClose} title={t('data.add')} size="lg">
      <Tabs<Way>
        label={t('data.add')}
        value={way}
        onChange={setWay}
        tabs={[
          { id: 'upload', label: t('data.upload'), icon: 'upload', content: <Upload onDone={done} /> },
          { id: 'connect', label: t('data.connect'), icon: 'link', content: <Connect onDone={done} /> },
        ]}
      />
    </Dialog>
  );
}
