import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dataset } from '../../shared/datasets/index.ts';
import { openSession } from '../engine/session.ts';
import type { Lang } from '../i18n/index.ts';
import type { Source } from './load.ts';
import { MappingTable } from './mapping-table.tsx';
import { type Problem, readProblems, readSourceFields, type SourceField } from './problems.ts';
import { reasonText } from './reasons.ts';

const figures = (s: Source) => ({
  records: s.records.toLocaleString('en-US'),
  loaded: s.loaded.toLocaleString('en-US'),
  rejected: s.rejected.toLocaleString('en-US'),
  skipped: s.skipped.toLocaleString('en-US'),
});

/** An imported sheet: where it came from, how it adds up, what could not be read. */
export function SourcePanel({ source, lang }: { readonly source: Source; readonly lang: Lang }) {
  const { t } = useTranslation();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [fields, setFields] = useState<readonly SourceField[]>([]);
  useEffect(() => {
    let shown = true;
    void openSession().then(async (engine) => {
      const found = await Promise.all([readProblems(engine, source.id), readSourceFields(engine, source.id)]);
      if (!shown) return;
      setProblems(found[0]);
      setFields(found[1]);
    });
    return () => {
      shown = false;
    };
  }, [source.id]);

  const facts: [string, string | null][] = [
    [t('importing.sha256'), source.sha256],
    [t('importing.bytes'), source.bytes?.toLocaleString('en-US') ?? null],
    [t('importing.encoding'), source.encoding],
    [t('importing.headerRow'), source.header_row === null ? null : String(source.header_row)],
    [t('importing.importedAt'), source.imported_at],
  ];
  const title = (id: string | null) =>
    (id && source.dataset && dataset(source.dataset).fields.find((f) => f.id === id)?.[lang]) ?? '';

  return (
    <div className="panels">
      <section>
        <h3>{t('importing.details')}</h3>
        <dl className="facts">
          {facts
            .filter(([, value]) => value !== null)
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="mono">{value}</dd>
              </div>
            ))}
        </dl>
        {source.dataset ? (
          <p>{t('importing.equation', figures(source))}</p>
        ) : (
          <p>{reasonText(source.reason ?? '', lang)}</p>
        )}
      </section>
      {source.dataset && (
        <section className={problems.length > 0 ? 'wide' : undefined}>
          <h3>{t('importing.problemsTitle')}</h3>
          {problems.length === 0 ? (
            <p className="soft">{t('importing.noProblems')}</p>
          ) : (
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{t('importing.row')}</th>
                  <th scope="col">{t('importing.column')}</th>
                  <th scope="col">{t('importing.field')}</th>
                  <th scope="col">{t('importing.raw')}</th>
                  <th scope="col">{t('importing.reason')}</th>
                </tr>
              </thead>
              <tbody>
                {problems.map((p) => (
                  <tr key={`${p.row}|${p.field}`}>
                    <td className="figure">{p.row}</td>
                    <td>{p.header}</td>
                    <td>{title(p.field)}</td>
                    <td className="mono clip" title={p.raw ?? ''}>
                      {p.raw}
                    </td>
                    <td>{t(`importing.problemReasons.${p.reason}` as never) as string}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      )}
      {source.dataset && (
        <section>
          <h3>{t('importing.mapping')}</h3>
          <MappingTable d={dataset(source.dataset)} columns={fields} lang={lang} />
        </section>
      )}
    </div>
  );
}
