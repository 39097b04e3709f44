import { Button, Popconfirm, Select, Table, type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { dataset } from '../../../shared/datasets/index.ts';
import { grouped } from '../../../shared/grouped.ts';
import type { Lang } from '../../i18n/index.ts';
import type { Candidate, Fate } from '../candidate.ts';
import { useImport } from '../import-store.ts';
import { isReconciled, isSigned, type Source } from '../load.ts';
import { reasonText } from '../reasons.ts';

/** A sheet before or after import. */
export type Line =
  | { readonly key: string; readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly key: string; readonly kind: 'source'; readonly source: Source };

interface TableProps {
  readonly lines: readonly Line[];
  readonly chosen: string | undefined;
  readonly lang: Lang;
  onChoose(key: string): void;
}

/** Every sheet on a line: what it was taken for, how it adds up, what will become of it. */
export function FileTable({ lines, chosen, lang, onChoose }: TableProps) {
  const { t } = useTranslation();
  const file = (l: Line) => (l.kind === 'candidate' ? l.candidate : l.source);
  const hidden = (l: Line) => (l.kind === 'candidate' ? l.candidate.hidden : l.source.hidden_sheet);
  const counted = (title: string, pick: (s: Source) => number) => ({
    title,
    align: 'right' as const,
    width: 84,
    render: (_: unknown, l: Line) => (l.kind === 'source' && l.source.dataset ? grouped(pick(l.source)) : ''),
  });
  const columns: TableColumnsType<Line> = [
    {
      title: t('importing.file'),
      ellipsis: true,
      render: (_, l) => <span title={file(l).file}>{file(l).file}</span>,
    },
    {
      title: t('importing.sheet'),
      width: 168,
      ellipsis: true,
      render: (_, l) => (
        <>
          {file(l).sheet ?? file(l).encoding ?? ''}
          {hidden(l) && <span className="soft"> · {t('importing.hiddenSheet')}</span>}
        </>
      ),
    },
    {
      title: t('importing.dataset'),
      width: 300,
      ellipsis: true,
      render: (_, l) => <Recognised line={l} lang={lang} />,
    },
    counted(t('importing.records'), (s) => s.records),
    counted(t('importing.loaded'), (s) => s.loaded),
    counted(t('importing.rejected'), (s) => s.rejected),
    counted(t('importing.skipped'), (s) => s.skipped),
    counted(t('importing.problems'), (s) => s.problems),
    { title: t('importing.balance'), width: 120, render: (_, l) => <Balance line={l} /> },
    { width: 96, align: 'right', render: (_, l) => l.kind === 'source' && <Remove source={l.source} /> },
  ];
  return (
    <Table<Line>
      size="small"
      rowKey="key"
      columns={columns}
      dataSource={lines}
      pagination={false}
      sticky
      rowClassName={(l) => (l.key === chosen ? 'row-chosen' : '')}
      onRow={(l) => ({
        onClick: () => onChoose(l.key),
        tabIndex: 0,
        onKeyDown: (e) => e.key === 'Enter' && onChoose(l.key),
      })}
    />
  );
}

function Remove({ source }: { readonly source: Source }) {
  const { t } = useTranslation();
  const remove = useImport((s) => s.remove);
  return (
    <Popconfirm
      title={t('importing.removeAsk')}
      onConfirm={() => remove(source)}
      okText={t('importing.remove')}
      cancelText={t('app.cancel')}
    >
      <Button type="text" size="small" onClick={(e) => e.stopPropagation()}>
        {t('importing.remove')}
      </Button>
    </Popconfirm>
  );
}

function Recognised({ line, lang }: { readonly line: Line; readonly lang: Lang }) {
  const { t } = useTranslation();
  if (line.kind === 'source') {
    if (line.source.dataset) return <>{dataset(line.source.dataset)[lang]}</>;
    return <Unread reason={reasonText(line.source.reason ?? '', lang)} />;
  }
  const { recognition, reason } = line.candidate;
  if (!recognition) return <Unread reason={reasonText(reason ?? 'not-recognised', lang)} />;
  const all = recognition.columns.length + recognition.unmapped.length;
  return (
    <>
      {recognition.dataset[lang]}{' '}
      <span className="soft">
        {recognition.confidence >= 0.8 ? '●' : '◐'} {Math.round(recognition.confidence * 100)}% ·{' '}
        {t('importing.understood', { mapped: recognition.columns.length, all })}
      </span>
    </>
  );
}

function Unread({ reason }: { readonly reason: string }) {
  const { t } = useTranslation();
  return (
    <Tooltip title={reason}>
      <span className="soft">
        {t('importing.notRecognised')} · {reason}
      </span>
    </Tooltip>
  );
}

function Balance({ line }: { readonly line: Line }) {
  const { t } = useTranslation();
  if (line.kind === 'candidate') return <Intent candidate={line.candidate} />;
  const { source } = line;
  if (!source.dataset) return <span className="soft">—</span>;
  if (isReconciled(source)) return <span className="good">{t('importing.balanced')}</span>;
  const count = source.records - source.loaded - source.rejected - source.skipped;
  return (
    <span className="bad" title={isSigned(source) ? undefined : t('importing.signWhy')}>
      {t('importing.unbalanced', { count })}
      {isSigned(source) ? ` · ${source.signed_by}` : ''}
    </span>
  );
}

/** What Import will do with a sheet; a choice where the workspace has the same data already. */
function Intent({ candidate }: { readonly candidate: Candidate }) {
  const { t } = useTranslation();
  const { sources, setFate } = useImport();
  const { recognition, twin, fate } = candidate;
  if (!recognition) return <span className="soft">—</span>;
  const isFirst = sources.every((s) => s.dataset !== recognition.dataset.id);
  if (isFirst) return <span className="soft">{t('importing.ready')}</span>;
  const fates: Fate[] = twin ? ['skip', 'replace'] : ['add', 'replace', 'skip'];
  return (
    <Select
      size="small"
      aria-label={t('importing.intent', { file: candidate.file })}
      style={{ width: 88 }}
      value={fate}
      options={fates.map((value) => ({ value, label: t(`importing.fates.${value}`) }))}
      onChange={(value) => setFate(candidate, value)}
    />
  );
}
