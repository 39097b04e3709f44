import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../../shared/grouped.ts';
import { openSession } from '../../engine/session.ts';
import type { Lang } from '../../i18n/index.ts';
import { useImport } from '../import-store.ts';
import { isOpen, isReconciled, type Source, signatureOf } from '../load.ts';
import { reasonText } from '../reasons.ts';
import { NotSignable, signDifference } from '../sign.ts';

/** Where a source came from, and whether it adds up. */
export function SourceFacts({ source, lang }: { readonly source: Source; readonly lang: Lang }) {
  const { t } = useTranslation();
  const facts: [string, string | null][] = [
    [t('importing.sha256'), source.sha256],
    [t('importing.bytes'), source.bytes === null ? null : grouped(source.bytes)],
    [t('importing.encoding'), source.encoding],
    [t('importing.headerRow'), source.header_row === null ? null : String(source.header_row)],
    [t('importing.dataRow'), source.data_row === null ? null : String(source.data_row)],
    [t('importing.importedAt'), source.imported_at],
  ];
  const { records, loaded, rejected, skipped } = source;
  const signature = signatureOf(source);
  return (
    <section>
      <h3>{t('importing.details')}</h3>
      <dl className="facts">
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="mono">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {source.dataset ? (
        <>
          <p className={isReconciled(source) ? undefined : 'bad'}>
            {t(isReconciled(source) ? 'importing.equation' : 'importing.inequation', {
              difference: grouped(records - loaded - rejected - skipped),
              records: grouped(records),
              loaded: grouped(loaded),
              rejected: grouped(rejected),
              skipped: grouped(skipped),
            })}
          </p>
          <ul className="notes soft">
            {(source.blank ?? 0) > 0 && <li>{t('importing.blankRows', { count: source.blank ?? 0 })}</li>}
            {(source.hidden ?? 0) > 0 && <li>{t('importing.hiddenRows', { count: source.hidden ?? 0 })}</li>}
            {source.hidden_sheet && <li>{t('importing.hiddenSheet')}</li>}
          </ul>
          {isOpen(source) && <Signature source={source} />}
          {signature && <p>{t('importing.signed', { ...signature })}</p>}
        </>
      ) : (
        <p>{reasonText(source.reason ?? '', lang)}</p>
      )}
    </section>
  );
}

/** Where the records do not add up: the analyst says why, and signs. */
function Signature({ source }: { readonly source: Source }) {
  const { t } = useTranslation();
  const refresh = useImport((s) => s.refresh);
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<NotSignable['code'] | null>(null);
  const sign = async () => {
    try {
      await signDifference(await openSession(), source.id, by, reason);
      await refresh();
    } catch (error) {
      if (!(error instanceof NotSignable)) throw error;
      setRefused(error.code);
    }
  };
  return (
    <form
      className="signature"
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <p className="bad">{t('importing.signWhy')}</p>
      <Input
        size="small"
        placeholder={t('importing.signedReason')}
        aria-label={t('importing.signedReason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Input
        size="small"
        placeholder={t('importing.signedBy')}
        aria-label={t('importing.signedBy')}
        value={by}
        onChange={(event) => setBy(event.target.value)}
      />
      <Button size="small" htmlType="submit">
        {t('importing.sign')}
      </Button>
      {refused && <p className="bad">{t(`importing.signRefused.${refused}`)}</p>}
    </form>
  );
}
