import { Button, Input, Segmented, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Write } from '../../../shared/pieces.ts';
import type { Band } from '../../../shared/reference/audit-time-bands.ts';
import { eitherLanguage } from '../../../shared/reference/either-language.ts';
import { parameterTitle } from '../../../shared/reference/regulation-parameters.ts';
import { openSession } from '../../engine/session.ts';
import { useRead } from '../../engine/use-read.ts';
import type { Lang } from '../../i18n/index.ts';
import { useRules } from '../rules-store.ts';
import { auditTimeCsv, bandFaultText, ignoredVersions, readBands } from './audit-time.ts';
import { EditHistory } from './edit-history.tsx';
import { type ListedRow, type RegulationEdit, readEdits, readRegulation, tableFault } from './edits.ts';
import { RegulationForm } from './regulation-form.tsx';
import { valueText } from './texts.ts';

const COLOUR = { verified: 'green', recall: 'gold', unverified: 'orange' } as const;

interface Props {
  readonly lang: Lang;
  onSave(name: string, write: Write): void;
}

/** What is in force when, how sure that is, and who changed what. */
export function RegulationScreen({ lang, onSave }: Props) {
  const { t } = useTranslation();
  const { run, refresh, generation } = useRules();
  const rows = useRead<readonly ListedRow[]>([], readRegulation, [generation]);
  const edits = useRead<readonly RegulationEdit[]>([], readEdits, [generation]);
  const ignored = useRead<readonly string[]>([], ignoredVersions, [generation]);
  const bands = useRead<readonly Band[] | null>(null, readBands, [generation]);
  const [editing, setEditing] = useState<ListedRow | null>(null);
  const [shown, setShown] = useState<'table' | 'history'>('table');
  const [asked, setAsked] = useState('');
  const words = asked.trim().toLowerCase();
  const fits = (r: ListedRow) =>
    [parameterTitle(r.parameter, lang), r.parameter, r.regulation, r.scheme, r.source].some((text) =>
      text.toLowerCase().includes(words),
    );
  // A version that made sense when it was put in force may have been imported twice or removed since.
  const broken = rows.flatMap((r) => {
    const fault = bands && tableFault(r, bands);
    return fault ? [bandFaultText(r.value ?? '', fault, t)] : [];
  });
  const changed =
    edits
      .flatMap((e) => [e.edited_at, e.undone_at ?? ''])
      .sort()
      .at(-1) ?? '';
  return (
    <div className="regulation">
      <h2>{t('rules.law.title')}</h2>
      <p className="soft">{t('rules.law.intro')}</p>
      {run && changed > run.started_at && (
        <p className="notice">{t('rules.law.stale', { at: changed.slice(0, 16) })}</p>
      )}
      <div className="bar">
        <Segmented
          value={shown}
          onChange={setShown}
          options={[
            { value: 'table', label: `${t('rules.law.inForce')} ${rows.length}` },
            { value: 'history', label: `${t('rules.law.history')} ${edits.length}` },
          ]}
        />
        <Input.Search
          allowClear
          style={{ width: 260 }}
          placeholder={t('rules.law.search')}
          onSearch={setAsked}
        />
        <Button
          onClick={() =>
            onSave(t('rules.law.tablesFile'), async (append) =>
              append(await auditTimeCsv(await openSession(), lang)),
            )
          }
        >
          {t('rules.law.exportTables')}
        </Button>
      </div>
      <p className="soft small">{t('rules.law.ownTables')}</p>
      {ignored.length > 0 && (
        <p className="notice">{t('rules.law.ignoredTables', { versions: ignored.join(t('rules.and')) })}</p>
      )}
      {broken.map((fault) => (
        <p key={fault} className="notice">
          {t('rules.law.brokenTable', { fault })}
        </p>
      ))}
      {shown === 'history' ? (
        <EditHistory edits={edits} lang={lang} onChange={() => void refresh()} />
      ) : (
        <Table<ListedRow>
          size="small"
          rowKey="row_key"
          pagination={false}
          dataSource={rows.filter(fits)}
          columns={[
            {
              title: t('rules.law.parameter'),
              width: 250,
              render: (_, r) => parameterTitle(r.parameter, lang),
            },
            {
              title: t('rules.law.scheme'),
              width: 90,
              render: (_, r) => (r.scheme === '*' ? t('rules.law.every') : r.scheme),
            },
            { title: t('rules.law.value'), width: 110, render: (_, r) => <Value value={r.value} /> },
            { title: t('rules.law.from'), width: 105, render: (_, r) => r.valid_from ?? '—' },
            { title: t('rules.law.to'), width: 105, render: (_, r) => r.valid_to ?? '—' },
            {
              title: t('rules.law.regulation'),
              render: (_, r) => (
                <>
                  {eitherLanguage(r.regulation, lang)}
                  <br />
                  <span className="soft small">{eitherLanguage(r.source, lang)}</span>
                </>
              ),
            },
            {
              title: t('rules.law.status'),
              width: 150,
              render: (_, r) => (
                <>
                  <Tag color={COLOUR[r.status]}>{t(`rules.status.${r.status}`)}</Tag>
                  {r.edited && <Tag color="blue">{t('rules.law.edited')}</Tag>}
                </>
              ),
            },
            {
              width: 76,
              render: (_, r) => (
                <Button type="link" size="small" onClick={() => setEditing(r)}>
                  {t('rules.law.edit')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {editing && (
        <RegulationForm
          row={editing}
          lang={lang}
          onSaved={() => void refresh()}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}

export function Value({ value }: { readonly value: string | null }) {
  const { t } = useTranslation();
  const text = valueText(value, t);
  return value === null ? <Tag>{text}</Tag> : <span className="mono">{text}</span>;
}
