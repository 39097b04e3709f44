import { Fragment } from 'react';
import { grouped } from '../../../shared/grouped.ts';
import { isReconciled, type Source } from '../../import/load.ts';
import { problemReason, reasonText } from '../../import/reasons.ts';
import { datasetTitle, differenceText } from '../names.ts';
import type { ReportData } from '../report-data.ts';
import { useLanguage } from './context.ts';
import { Count, partClass, Table } from './pieces.tsx';

/** Kinds of problems in the printed table; the workbook has every one. */
const KINDS = 30;

/** File, and the sheet when the file has sheets. */
export function FileName({ source }: { source: Pick<Source, 'file' | 'sheet'> }) {
  return (
    <>
      {source.file}
      {source.sheet && <span className="second">{source.sheet}</span>}
    </>
  );
}

function Balance({ source }: { source: Source }) {
  const { t } = useLanguage();
  const off = source.records - source.loaded - source.rejected - source.skipped;
  return (
    <span className="nowrap">
      {isReconciled(source)
        ? t('report.data.balanced')
        : t('report.data.unbalanced', { n: grouped(Math.abs(off)) })}
    </span>
  );
}

/** A line of its own under a source that does not add up. */
function Difference({ source }: { source: Source }) {
  const { lang } = useLanguage();
  const text = differenceText(source, lang);
  return (
    text && (
      <tr className="difference">
        <td colSpan={9}>{text}</td>
      </tr>
    )
  );
}

function Sources({ sources }: { sources: readonly Source[] }) {
  const { t, lang } = useLanguage();
  const numbers = ['records', 'loaded', 'rejected', 'skipped', 'problems'] as const;
  const numeric = (key: (typeof numbers)[number], width: string) => ({
    title: t(`report.data.${key}`),
    width,
    kind: 'num' as const,
  });
  return (
    <Table
      caption={t('report.data.sources')}
      columns={[
        { title: t('report.data.file'), width: '24.5%' },
        { title: t('report.data.dataset'), width: '13.5%' },
        { title: t('report.data.encoding'), width: '9%' },
        numeric('records', '10%'),
        numeric('loaded', '10%'),
        numeric('rejected', '7.5%'),
        numeric('skipped', '7.5%'),
        { title: t('report.data.balance'), width: '9.5%', kind: 'after-num' },
        numeric('problems', '8.5%'),
      ]}
      foot={
        sources.length > 1 && (
          <tr>
            <th scope="row" colSpan={3}>
              {t('report.data.total')}
            </th>
            {numbers.slice(0, 4).map((key) => (
              <td key={key} className="num">
                <Count n={sources.reduce((n, s) => n + s[key], 0)} />
              </td>
            ))}
            <td />
            <td className="num">
              <Count n={sources.reduce((n, s) => n + s.problems, 0)} />
            </td>
          </tr>
        )
      }
    >
      {sources.map((s) => (
        <Fragment key={s.id}>
          <tr>
            <th scope="row">
              <FileName source={s} />
              {s.sha256 && <span className="second mono">{s.sha256.slice(0, 12)}…</span>}
            </th>
            <td>{datasetTitle(s.dataset ?? '', lang)}</td>
            <td>{s.encoding ?? '—'}</td>
            {numbers.slice(0, 4).map((key) => (
              <td key={key} className="num">
                <Count n={s[key]} />
              </td>
            ))}
            <td className="after-num">
              <Balance source={s} />
            </td>
            <td className="num">
              <Count n={s.problems} />
            </td>
          </tr>
          <Difference source={s} />
        </Fragment>
      ))}
    </Table>
  );
}

function Problems({ data }: { data: ReportData }) {
  const { t, lang } = useLanguage();
  if (data.problems.length === 0) return null;
  const sources = new Map(data.sources.map((s) => [s.id, s]));
  const rest = data.problems.length - KINDS;
  return (
    <>
      <h3>{t('report.data.problemList')}</h3>
      <p>{t('report.data.problemIntro')}</p>
      <Table
        caption={t('report.data.problemList')}
        headed
        columns={[
          { title: t('report.data.file'), width: '28%' },
          { title: t('report.data.column'), width: '18%' },
          { title: t('report.data.reason'), width: '22%' },
          { title: t('report.data.count'), width: '9%', kind: 'num' as const },
          { title: t('report.data.example'), width: '23%' },
        ]}
      >
        {data.problems.slice(0, KINDS).map((p) => {
          const source = sources.get(p.source);
          return (
            <tr key={`${p.source}|${p.header}|${p.reason}`}>
              <th scope="row">{source && <FileName source={source} />}</th>
              <td>{p.header ?? t('report.data.wholeRecord')}</td>
              <td>{problemReason(p.reason, lang)}</td>
              <td className="num">
                <Count n={p.count} />
              </td>
              <td>
                <span className="mono">{p.raw && p.raw.length > 60 ? `${p.raw.slice(0, 60)}…` : p.raw}</span>{' '}
                <span className="soft nowrap">({p.row})</span>
              </td>
            </tr>
          );
        })}
      </Table>
      {rest > 0 && <p>{t('report.data.moreProblems', { shown: KINDS, rest: grouped(rest) })}</p>}
    </>
  );
}

export function DataPart({ data }: { data: ReportData }) {
  const { t, lang } = useLanguage();
  const read = data.sources.filter((s) => s.dataset !== null);
  const unread = data.sources.filter((s) => s.dataset === null);
  return (
    <section className={partClass(data.sources.length > 0)}>
      <h2>{t('report.data.title')}</h2>
      <p>{data.sources.length === 0 ? t('report.data.none') : t('report.data.intro')}</p>
      {read.length > 0 && <Sources sources={read} />}
      {unread.length > 0 && (
        <Table
          caption={t('report.data.unread')}
          columns={[
            { title: t('report.data.file'), width: '40%' },
            { title: t('report.data.reason'), width: '60%' },
          ]}
        >
          {unread.map((s) => (
            <tr key={s.id}>
              <th scope="row">
                <FileName source={s} />
              </th>
              <td>{reasonText(s.reason ?? '', lang)}</td>
            </tr>
          ))}
        </Table>
      )}
      <Problems data={data} />
    </section>
  );
}
