import { Segmented } from 'antd';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dataset, dataset, datasets, fieldTitle } from '../../../shared/datasets/index.ts';
import { grouped } from '../../../shared/grouped.ts';
import { openSession } from '../../engine/session.ts';
import type { Lang } from '../../i18n/index.ts';
import { type Profile, profile } from '../profile.ts';
import { duplicateRows, failedUsccRows, missingKeyRows, orphanRows } from '../profile-rows.ts';
import { type Condition, DatasetRows } from './dataset-rows.tsx';
import { FillRates } from './fill-rates.tsx';
import { MonthBars } from './month-bars.tsx';

interface Props {
  /** Ids of the datasets that are loaded. */
  readonly loaded: readonly string[];
  readonly lang: Lang;
  readonly dark: boolean;
}

interface Finding {
  readonly text: string;
  /** The rows behind the number. */
  readonly rows?: Condition;
}

/** How good the data of a dataset are, over everything that is loaded of it. */
export function QualityPanel({ loaded, lang, dark }: Props) {
  const { t } = useTranslation();
  const [id, setId] = useState(loaded[0] ?? '');
  const [found, setFound] = useState<{ readonly id: string; readonly profile: Profile } | null>(null);
  const [open, setOpen] = useState<Finding | null>(null);
  useEffect(() => {
    let shown = true;
    setOpen(null);
    void openSession()
      .then((engine) => profile(engine, id))
      .then((p) => shown && setFound({ id, profile: p }));
    return () => {
      shown = false;
    };
  }, [id]);
  const d = dataset(id);
  const p = found?.id === id ? found.profile : null;
  return (
    <div className="quality">
      <Segmented
        value={id}
        onChange={setId}
        options={datasets.filter((x) => loaded.includes(x.id)).map((x) => ({ value: x.id, label: x[lang] }))}
      />
      {p && (
        <>
          <div className="panels quality-body">
            <p className="soft">
              {t('importing.profile.intro', { rows: grouped(p.rows), sources: p.sources })}
            </p>
            <section>
              <h3>{t('importing.profile.rows')}</h3>
              <Findings findings={findings(p, d, lang, t)} open={open} onOpen={setOpen} />
            </section>
            <section>
              <h3>{t('importing.profile.fill')}</h3>
              <FillRates fields={p.fields} d={d} lang={lang} />
            </section>
            <section className="wide">
              <h3>{t('importing.profile.months')}</h3>
              <MonthBars months={p.months} d={d} lang={lang} dark={dark} />
            </section>
          </div>
          {open?.rows && (
            <section className="behind">
              <h3>{open.text}</h3>
              <DatasetRows d={d} condition={open.rows} lang={lang} />
            </section>
          )}
        </>
      )}
    </div>
  );
}

function findings(p: Profile, d: Dataset, lang: Lang, t: TFunction): Finding[] {
  const title = (id: string) => fieldTitle(d, id, lang);
  const all: (Finding | false)[] = [
    p.duplicateKeys.keys > 0
      ? { text: t('importing.profile.duplicateKeys', p.duplicateKeys), rows: duplicateRows(d.id) }
      : { text: t('importing.profile.noDuplicates') },
    p.missingKeys > 0 && {
      text: t('importing.profile.missingKeys', { count: p.missingKeys }),
      rows: missingKeyRows(d.id),
    },
    ...p.damaged
      .filter(({ n }) => n > 0)
      .map(({ field, n }) => ({
        text: `${t('importing.profile.damaged')} · ${title(field)}: ${grouped(n)}`,
      })),
    ...p.uscc
      .filter(({ checked }) => checked > 0)
      .map((u) => ({
        text: `${title(u.field)} · ${t('importing.profile.usccFailed', u)}`,
        rows: u.failed > 0 ? failedUsccRows(d.id, u.field) : undefined,
      })),
    ...p.orphans.map((o) => ({
      text: t('importing.profile.orphanOf', { ...o, field: title(o.field), to: dataset(o.to)[lang] }),
      rows: o.orphans > 0 ? orphanRows(d.id, o.field, o.to) : undefined,
    })),
  ];
  return all.filter((f) => f !== false);
}

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly open: Finding | null;
  onOpen(finding: Finding): void;
}

function Findings({ findings: list, open, onOpen }: FindingsProps) {
  const { t } = useTranslation();
  return (
    <ul className="quality-findings">
      {list.map((f) => (
        <li key={f.text} aria-current={open?.text === f.text}>
          <span>{f.text}</span>{' '}
          {f.rows && (
            <button type="button" className="link" onClick={() => onOpen(f)}>
              {t('importing.profile.open')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
