import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dataset, fieldTitle } from '../../../shared/datasets/index.ts';
import type { Write } from '../../../shared/pieces.ts';
import { DataGrid } from '../../components/grid/data-grid.tsx';
import type { GridColumn, GridSource } from '../../components/grid/types.ts';
import { openSession } from '../../engine/session.ts';
import { openWindow } from '../../engine/window.ts';
import { importing } from '../../i18n/importing.ts';
import type { Lang } from '../../i18n/index.ts';
import type { Source } from '../load.ts';
import { writeProblems } from '../problem-export.ts';
import type { Problem } from '../problems.ts';
import { problemReason } from '../reasons.ts';

interface Props {
  readonly source: Source;
  readonly lang: Lang;
  onSave(name: string, write: Write): void;
}

function problemsOf(source: number): GridSource {
  return {
    async open(sort, filters, signal) {
      const spec = {
        table: 'problem',
        where: { sql: 'source = $source', params: { source } },
        sort: sort.length > 0 ? sort : [{ column: 'row' }, { column: 'header' }],
        filters,
      };
      return openWindow(await openSession(), spec, signal);
    },
  };
}

/** Every value that could not be read and every record that something is said of; to be filtered and taken along. */
export function ProblemGrid({ source, lang, onSave }: Props) {
  const { t } = useTranslation();
  const [count, setCount] = useState<number | null>(null);
  const rows = useMemo(() => problemsOf(source.id), [source.id]);
  const columns = useMemo((): GridColumn<Problem>[] => {
    const title = (p: Problem) =>
      p.field === null || source.dataset === null
        ? t('importing.wholeRecord')
        : fieldTitle(dataset(source.dataset), p.field, lang);
    const reason = (p: Problem) => problemReason(p.reason, lang);
    return [
      { field: 'row', header: t('importing.row'), type: 'number', width: 84 },
      { field: 'header', header: t('importing.column'), type: 'text', width: 150 },
      {
        field: 'field',
        header: t('importing.field'),
        type: 'text',
        width: 150,
        filterable: false,
        render: title,
        text: title,
      },
      { field: 'raw', header: t('importing.raw'), type: 'identifier', flex: 1 },
      {
        field: 'reason',
        header: t('importing.reason'),
        type: 'text',
        width: 250,
        values: Object.entries(importing[lang].problemReasons).map(([value, label]) => ({ value, label })),
        render: reason,
        text: reason,
      },
    ];
  }, [t, lang, source.dataset]);
  const save = () =>
    onSave(`${source.file}-problems.csv`, async (append) =>
      writeProblems(await openSession(), lang, append, source.id),
    );
  return (
    <section className="wide problem-grid">
      <header>
        <h3>{t('importing.problemsTitle')}</h3>
        <Button type="text" size="small" onClick={save}>
          {t('importing.exportProblems')}
        </Button>
      </header>
      <DataGrid<Problem>
        columns={columns}
        source={rows}
        rowId={(p) => `${p.row}|${p.header}|${p.field}|${p.reason}`}
        lang={lang}
        height={count === 0 ? 104 : 280}
        onCount={setCount}
        ariaLabel={t('importing.problemsTitle')}
        emptyText={t('importing.noProblems')}
      />
    </section>
  );
}
