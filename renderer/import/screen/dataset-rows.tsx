import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dataset, FieldType } from '../../../shared/datasets/index.ts';
import { DataGrid } from '../../components/grid/data-grid.tsx';
import type { GridColumn, GridSource } from '../../components/grid/types.ts';
import type { Params } from '../../engine/engine.ts';
import { openSession } from '../../engine/session.ts';
import { openWindow } from '../../engine/window.ts';
import type { Lang } from '../../i18n/index.ts';

/** Which rows of a dataset's table are meant. */
export interface Condition {
  readonly sql: string;
  readonly params?: Params;
}

type Row = Readonly<Record<string, unknown>> & { readonly _source: number; readonly _row: number };

const KIND: Record<FieldType, GridColumn<Row>['type']> = {
  text: 'text',
  identifier: 'identifier',
  date: 'date',
  moment: 'text',
  integer: 'number',
  decimal: 'number',
  boolean: 'text',
};
const PLACE = `(SELECT file || coalesce('#' || sheet, '') FROM source WHERE id = "_source")`;

interface Props {
  readonly d: Dataset;
  readonly condition: Condition;
  readonly lang: Lang;
}

/** Rows of a dataset's table with the file and row each came from. */
export function DatasetRows({ d, condition, lang }: Props) {
  const { t } = useTranslation();
  const source = useMemo((): GridSource => {
    const order = [...d.keys.map((column) => ({ column })), { column: '_source' }, { column: '_row' }];
    return {
      async open(sort, filters, signal) {
        const spec = {
          table: d.id,
          select: { _file: { sql: PLACE } },
          where: condition,
          sort: sort.length > 0 ? sort : order,
          filters,
        };
        return openWindow(await openSession(), spec, signal);
      },
    };
  }, [d, condition]);
  const columns = useMemo((): GridColumn<Row>[] => {
    const keysFirst = [...d.fields].sort(
      (a, b) => Number(d.keys.includes(b.id)) - Number(d.keys.includes(a.id)),
    );
    return [
      { field: '_file', header: t('importing.file'), type: 'text', width: 200 },
      { field: '_row', header: t('importing.row'), type: 'number', width: 84 },
      ...keysFirst.map((f) => ({ field: f.id, header: f[lang], type: KIND[f.type], width: 150 })),
    ];
  }, [d, lang, t]);
  return (
    <DataGrid<Row>
      columns={columns}
      source={source}
      rowId={(row) => `${row._source}|${row._row}`}
      lang={lang}
      height={300}
      ariaLabel={t('importing.profile.rows')}
    />
  );
}
