import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../candidate.ts';
import { useImport } from '../import-store.ts';
import type { SourceRow } from '../read/types.ts';

const ROWS = 20;
const COLUMNS = 60;

/** The first and the last rows of a sheet as they are, before anything was made of them. */
export function RawRows({ candidate }: { readonly candidate: Candidate }) {
  const { t } = useTranslation();
  const readTail = useImport((s) => s.tail);
  const [end, setEnd] = useState<'head' | 'tail'>('head');
  const [tail, setTail] = useState<readonly SourceRow[] | null>(null);
  const show = (which: 'head' | 'tail') => {
    setEnd(which);
    // Only when asked for: the whole sheet has to be read to find its end.
    if (which === 'tail' && tail === null) void readTail(candidate, ROWS).then(setTail);
  };
  const rows = end === 'head' ? candidate.head.slice(0, ROWS) : tail;
  const header = candidate.recognition?.headerRow;
  return (
    <section className="wide raw-rows">
      <Segmented
        size="small"
        value={end}
        onChange={show}
        options={[
          { value: 'head', label: t('importing.rawHead') },
          { value: 'tail', label: t('importing.rawTail') },
        ]}
      />
      <table className="plain raw">
        <tbody>
          {rows?.map((r) => (
            <tr key={r.row} className={r.row === header ? 'row-header' : ''}>
              <th scope="row">{r.row}</th>
              {r.cells.slice(0, COLUMNS).map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                <td key={i} title={cell ?? undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows === null && <p className="soft">{t('importing.reading')}</p>}
    </section>
  );
}
