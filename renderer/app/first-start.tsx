import { FileAddOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FilePickers } from '../components/file-drop/file-drop.tsx';
import { openSample } from './open-sample.ts';

/** One sentence, three buttons, the promise. */
export function FirstStart({ pick }: { readonly pick: FilePickers }) {
  const { t } = useTranslation();
  return (
    <div className="first">
      <div className="first-start">
        <h2>{t('app.first.title')}</h2>
        <span className="soft">{t('app.first.kinds')}</span>
        <div className="buttons">
          <Button type="primary" size="large" icon={<FileAddOutlined />} onClick={pick.pickFiles}>
            {t('app.first.files')}
          </Button>
          <Button size="large" icon={<FolderOpenOutlined />} onClick={pick.pickFolder}>
            {t('app.first.folder')}
          </Button>
          <Button size="large" onClick={() => void openSample()}>
            {t('app.first.sample')}
          </Button>
        </div>
        <span className="soft">{t('app.promise')}</span>
      </div>
    </div>
  );
}
