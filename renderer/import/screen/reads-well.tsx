import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Share } from '../shares.ts';

/** 999 of 1,000 is not 100 %: rounded down, so that only a column without fault says so. */
const percent = ({ filled, read }: Share) => Math.floor((read / filled) * 1000) / 10;

/** The share of sampled values that read well as their field's type, as a bar and a figure. */
export function ReadsWell({ share, rows }: { readonly share: Share | undefined; readonly rows: number }) {
  const { t } = useTranslation();
  if (!share || share.filled === 0) return <span className="soft">—</span>;
  const value = percent(share);
  return (
    <Tooltip title={t('importing.readsWellHint', { ...share, rows })}>
      <span className={value < 100 ? 'reads-well bad' : 'reads-well'}>
        <span className="track">
          <span style={{ width: `${value}%` }} />
        </span>
        {value} %
      </span>
    </Tooltip>
  );
}
