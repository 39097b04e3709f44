import { App, Button, Popconfirm, Table, type TableColumnsType, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dataset } from '../../shared/datasets/index.ts';
import type { Lang } from '../i18n/index.ts';
import { CandidatePanel } from './candidate-panel.tsx';
import { useImport } from './import-store.ts';
import type { Candidate } from './inspect.ts';
import { isReconciled, type Source } from './load.ts';
import { reasonText } from './reasons.ts';
import { SourcePanel } from './source-panel.tsx';

type Line =
  | { readonly key: string; readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly key: string; readonly kind: 'source'; readonly source: Source };

const number = (n: number) => n.toLocaleString('en-US');

/** Files offered and imported: what each was taken for, and how its records add up. */
export function ImportScreen({ lang }: { readonly lang: Lang }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { sources, candidates, progress, inspecting, importAll, discard, remove } = useImport();
  const [selected, setSelected] = useState<string | null>(null);

  const lines: Line[] = [
    ...[...candidates.filter((c) => c.recognition), ...candidates.filter((c) => !c.recognition)].map(
      (candidate, i) => ({
        key: `c${i}|${candidate.file}|${candidate.sheet}`,
        kind: 'candidate' as const,
        candidate,
      }),
    ),
    ...sources.map((source) => ({ key: `s${source.id}`, kind: 'source' as const, source })),
  ];
  const chosen = lines.find((l) => l.key === selected) ?? lines[0];
  const ready = candidates.filter((c) => c.recognition).length;
  const file = (l: Line) => (l.kind === 'candidate' ? l.candidate : l.source);

  const counted = (title: string, pick: (s: Source) => number) => ({
    title,
    align: 'right' as const,
    width: 84,
    render: (_: unknown, l: Line) => (l.kind === 'source' && l.source.dataset ? number(pick(l.source)) : ''),
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
      render: (_, l) => file(l).sheet ?? file(l).encoding ?? '',
    },
    {
      title: t('importing.dataset'),
      width: 330,
      ellipsis: true,
      render: (_, l) => <Recognised line={l} lang={lang} />,
    },
    counted(t('importing.records'), (s) => s.records),
    counted(t('importing.loaded'), (s) => s.loaded),
    counted(t('importing.rejected'), (s) => s.rejected),
    counted(t('importing.skipped'), (s) => s.skipped),
    counted(t('importing.problems'), (s) => s.problems),
    { title: t('importing.balance'), width: 110, render: (_, l) => <Balance line={l} /> },
    {
      width: 96,
      align: 'right',
      render: (_, l) =>
        l.kind === 'source' && (
          <Popconfirm
            title={t('importing.removeAsk')}
            onConfirm={() => remove(l.source)}
            okText={t('importing.remove')}
            cancelText={t('app.cancel')}
          >
            <Button type="text" size="small" onClick={(e) => e.stopPropagation()}>
              {t('importing.remove')}
            </Button>
          </Popconfirm>
        ),
    },
  ];

  const start = async () => {
    const done = await importAll();
    if (done.length > 0) void message.success(t('importing.next'));
  };

  return (
    <div className="screen import-screen">
      {candidates.length > 0 && (
        <div className="bar">
          <strong>
            {t('importing.offered')} {candidates.length}
          </strong>
          <span className="grow" />
          <Button onClick={discard} disabled={progress !== null}>
            {t('importing.discard')}
          </Button>
          <Button
            type="primary"
            onClick={start}
            loading={progress !== null}
            disabled={ready === 0 || inspecting}
          >
            {t('importing.import', { count: ready })}
          </Button>
        </div>
      )}
      <Table<Line>
        size="small"
        rowKey="key"
        columns={columns}
        dataSource={lines}
        pagination={false}
        sticky
        rowClassName={(l) => (l.key === chosen?.key ? 'row-chosen' : '')}
        onRow={(l) => ({
          onClick: () => setSelected(l.key),
          tabIndex: 0,
          onKeyDown: (e) => e.key === 'Enter' && setSelected(l.key),
        })}
      />
      <div className="details">
        {chosen?.kind === 'candidate' && <CandidatePanel candidate={chosen.candidate} lang={lang} />}
        {chosen?.kind === 'source' && <SourcePanel source={chosen.source} lang={lang} />}
      </div>
    </div>
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
        {recognition.confidence >= 0.8 ? '●' : '◐'}{' '}
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
  if (line.kind === 'candidate')
    return <span className="soft">{line.candidate.recognition ? t('importing.ready') : '—'}</span>;
  const { source } = line;
  if (!source.dataset) return <span className="soft">—</span>;
  if (isReconciled(source)) return <span className="good">{t('importing.balanced')}</span>;
  const count = source.records - source.loaded - source.rejected - source.skipped;
  return <span className="bad">{t('importing.unbalanced', { count })}</span>;
}
