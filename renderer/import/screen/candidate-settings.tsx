import { Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { datasets } from '../../../shared/datasets/index.ts';
import type { Lang } from '../../i18n/index.ts';
import type { Candidate } from '../candidate.ts';
import { useImport } from '../import-store.ts';
import type { TextDialect } from '../read/types.ts';

const ENCODINGS = ['UTF-8', 'UTF-8 BOM', 'GB18030', 'UTF-16LE', 'UTF-16BE'];
const DELIMITERS = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'pipe' } as const;
const QUOTES = { '"': 'double', "'": 'single', '': 'none' } as const;

/** How a sheet is read, every guess open to correction. */
export function CandidateSettings({
  candidate,
  lang,
}: {
  readonly candidate: Candidate;
  readonly lang: Lang;
}) {
  const { t } = useTranslation();
  const { reopen, readAs, setDataRow } = useImport();
  const { recognition, dialect } = candidate;
  const cut = (choice: Partial<TextDialect>) => void reopen(candidate, { dialect: choice });
  return (
    <div className="settings">
      <Setting label={t('importing.dataset')}>
        <Select
          size="small"
          aria-label={t('importing.dataset')}
          style={{ width: 168 }}
          placeholder={t('importing.noDataset')}
          value={recognition?.dataset.id}
          options={datasets.map((d) => ({ value: d.id, label: d[lang] }))}
          onChange={(dataset) => void readAs(candidate, { dataset })}
        />
      </Setting>
      <Setting label={t('importing.headerRow')}>
        <InputNumber
          key={recognition?.headerRow}
          size="small"
          min={0}
          title={t('importing.noHeader')}
          aria-label={t('importing.headerRow')}
          style={{ width: 72 }}
          defaultValue={recognition?.headerRow}
          onChange={(headerRow) => headerRow !== null && void readAs(candidate, { headerRow })}
          changeOnWheel={false}
        />
      </Setting>
      <Setting label={t('importing.dataRow')}>
        <InputNumber
          size="small"
          min={(recognition?.headerRow ?? 0) + 1}
          aria-label={t('importing.dataRow')}
          style={{ width: 72 }}
          value={candidate.dataRow ?? (recognition ? recognition.headerRow + 1 : null)}
          onChange={(row) => void setDataRow(candidate, row ?? undefined)}
        />
      </Setting>
      {dialect && (
        <>
          <Setting label={t('importing.encoding')}>
            <Select
              size="small"
              aria-label={t('importing.encoding')}
              style={{ width: 112 }}
              value={dialect.encoding}
              options={ENCODINGS.map((value) => ({ value, label: value }))}
              onChange={(encoding) => cut({ encoding })}
            />
          </Setting>
          <Setting label={t('importing.delimiter')}>
            <Delimiter value={dialect.delimiter} onChange={(delimiter) => cut({ delimiter })} />
          </Setting>
          <Setting label={t('importing.quote')}>
            <Select
              size="small"
              aria-label={t('importing.quote')}
              style={{ width: 104 }}
              value={dialect.quote}
              options={Object.entries(QUOTES).map(([value, name]) => ({
                value: value as TextDialect['quote'],
                label: t(`importing.quotes.${name}`),
              }))}
              onChange={(quote) => cut({ quote })}
            />
          </Setting>
        </>
      )}
    </div>
  );
}

function Setting({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="setting">
      <span className="soft">{label}</span>
      {children}
    </div>
  );
}

/** One of the usual four, or any single character typed behind them. */
function Delimiter({ value, onChange }: { readonly value: string; onChange(delimiter: string): void }) {
  const { t } = useTranslation();
  const usual = Object.entries(DELIMITERS).map(([delimiter, name]) => ({
    value: delimiter,
    label: t(`importing.delimiters.${name}`),
  }));
  const known = value in DELIMITERS;
  return (
    <>
      <Select
        size="small"
        aria-label={t('importing.delimiter')}
        style={{ width: 96 }}
        value={value}
        options={known ? usual : [...usual, { value, label: value }]}
        onChange={onChange}
      />
      <Input
        key={value}
        size="small"
        aria-label={`${t('importing.delimiter')} …`}
        style={{ width: 36 }}
        maxLength={1}
        placeholder="…"
        onChange={(event) => event.target.value && onChange(event.target.value)}
      />
    </>
  );
}
