import { useTranslation } from 'react-i18next';
import { dataset, fieldTitle } from '../../../shared/datasets/index.ts';
import { useRead } from '../../engine/use-read.ts';
import type { Lang } from '../../i18n/index.ts';
import { type Change, type ChangeCounts, readChanges } from '../changes.ts';
import type { Fill } from '../fill-down.ts';
import { type ControlTotal, readFills, readTotals } from '../ledger.ts';
import type { Source } from '../load.ts';

const CHANGES = 200;
const KINDS = ['new', 'gone', 'changed'] as const;

interface Books {
  readonly totals: readonly ControlTotal[];
  readonly fills: readonly Fill[];
  readonly counts: ChangeCounts;
  readonly changes: readonly Change[];
}

const figure = (n: number) => n.toLocaleString('en-US', { maximumFractionDigits: 2 });

/** What stands in the books for a source: control totals, cells filled down, what changed since earlier exports. */
export function SourceBooks({ source, lang }: { readonly source: Source; readonly lang: Lang }) {
  const { t } = useTranslation();
  const books = useRead<Books | null>(
    null,
    async (engine) => {
      const [totals, fills, changes] = await Promise.all([
        readTotals(engine, source.id),
        readFills(engine, source.id),
        readChanges(engine, source.id, { limit: CHANGES }),
      ]);
      return { totals, fills, ...changes };
    },
    [source.id],
  );
  if (!books || !source.dataset) return null;
  const { totals, fills, counts, changes } = books;
  const d = dataset(source.dataset);
  const title = (id: string) => fieldTitle(d, id, lang);
  const files = counts.against
    .map((s) => (s.sheet ? `${s.file}#${s.sheet}` : s.file))
    .join(lang === 'zh' ? '、' : ', ');
  return (
    <>
      {totals.length > 0 && (
        <section className="wide">
          <h3>{t('importing.totals')}</h3>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('importing.field')}</th>
                {(['count', 'blanks', 'min', 'max', 'sum'] as const).map((name) => (
                  <th scope="col" className="figure" key={name}>
                    {t(`importing.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {totals.map((total) => (
                <tr key={total.field}>
                  <td>{title(total.field)}</td>
                  <td className="figure">{figure(total.filled)}</td>
                  <td className="figure">{figure(total.blank)}</td>
                  <td className="figure">{total.min}</td>
                  <td className="figure">{total.max}</td>
                  <td className="figure">{total.sum === null ? '' : figure(total.sum)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {fills.length > 0 && (
        <section>
          <h3>{t('importing.filled')}</h3>
          <dl className="facts">
            {fills.map((fill) => (
              <div key={fill.field}>
                <dt>{title(fill.field)}</dt>
                <dd>{t('importing.filledCells', { count: fill.cells })}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {counts.against.length > 0 && (
        <section className="wide changes">
          <h3>
            {t('importing.changes')} <span className="soft">{t('importing.changesAgainst', { files })}</span>
          </h3>
          <p>
            {KINDS.map((kind) => `${t(`importing.changeKinds.${kind}`)} ${figure(counts[kind])}`).join(' · ')}{' '}
            {counts.unkeyed > 0 && (
              <span className="soft">{t('importing.unkeyed', { count: counts.unkeyed })}</span>
            )}
          </p>
          {changes.length === 0 ? (
            <p className="soft">{t('importing.noChanges')}</p>
          ) : (
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col" />
                  <th scope="col">{t('importing.key')}</th>
                  <th scope="col" className="figure">
                    {t('importing.row')}
                  </th>
                  <th scope="col">{t('importing.changedFields')}</th>
                </tr>
              </thead>
              <tbody>
                {changes.map((c) => (
                  <tr key={`${c.kind}|${c.key}`}>
                    <td>{t(`importing.changeKinds.${c.kind}`)}</td>
                    <td className="mono">{c.key}</td>
                    <td className="figure">{c.row ?? c.old_row}</td>
                    <td>{c.fields.map(title).join(lang === 'zh' ? '、' : ', ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {changes.length === CHANGES && (
            <p className="soft">{t('importing.moreChanges', { count: CHANGES })}</p>
          )}
        </section>
      )}
    </>
  );
}
