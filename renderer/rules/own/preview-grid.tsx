import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataGrid } from '../../components/grid/data-grid.tsx';
import type { GridColumn, GridSource } from '../../components/grid/types.ts';
import type { Lang } from '../../i18n/index.ts';
import { needText } from '../needs.ts';
import type { Preview } from './try-own.ts';

type Row = Readonly<Record<string, unknown>>;

function typeOf(columnType: string): GridColumn<Row>['type'] {
  if (/^(DATE|TIMESTAMP)/.test(columnType)) return 'date';
  if (/INT|DOUBLE|FLOAT|DECIMAL/.test(columnType) && !/[[(]\w*\W*\w*\]|STRUCT/.test(columnType))
    return 'number';
  return 'text';
}

/** `certificate 3:12` for the rows of evidence, JSON for anything else that is no plain value. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain).join('; ');
  if (typeof value !== 'object' || value === null) return value;
  const { dataset, source, row } = value as Row;
  return dataset !== undefined && row !== undefined ? `${dataset} ${source}:${row}` : JSON.stringify(value);
}

/** Rows that are all here already; the columns are those of the SELECT, by the names it gives them. */
export function PreviewGrid({ preview, lang }: { readonly preview: Preview; readonly lang: Lang }) {
  const { t } = useTranslation();
  const lacks = preview.missing.map((need) => needText(need, lang)).join(t('rules.and'));
  const columns = useMemo(
    () =>
      preview.columns.map(
        ({ column_name: field, column_type: type }): GridColumn<Row> => ({
          field,
          header: field,
          tooltip: type,
          type: typeOf(type),
          width: typeOf(type) === 'text' ? 150 : undefined,
          sortable: false,
          filterable: false,
        }),
      ),
    [preview],
  );
  const source = useMemo((): GridSource => {
    const rows = preview.rows.map((row, i) => ({
      ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
      _position: i,
    }));
    return {
      async open() {
        return {
          count: rows.length,
          rows: async <T,>(start: number, end: number) => rows.slice(start, end) as T[],
          close: async () => undefined,
        };
      },
    };
  }, [preview]);
  return (
    <div className="lead-grid">
      <DataGrid<Row>
        columns={columns}
        source={source}
        rowId={(row) => String(row._position)}
        lang={lang}
        height="100%"
        ariaLabel={t('rules.own.preview')}
        emptyText={lacks ? t('rules.missing', { missing: lacks }) : t('rules.own.previewEmpty')}
      />
    </div>
  );
}
