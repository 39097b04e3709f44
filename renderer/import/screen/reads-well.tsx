import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Share } from '../shares.ts';
import { ShareBar } from './share-bar.tsx';

/** The share of sampled values that read well as their field's type. */
export function ReadsWell({ share, rows }: { readonly share: Share | undefined; readonly rows: number }) {
  const { t } = useTranslation();
  if (!share || share.filled === 0) return <span className="soft">—</span>;
  const { filled, read } = share;
  return (
    <Tooltip title={t('importing.readsWellHint', { filled, read, rows })}>
      <span className={read < filled ? 'bad' : undefined}>
        <ShareBar part={read} whole={filled} />
      </span>
    </Tooltip>
  );
}
