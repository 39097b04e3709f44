import type { ColDef, ICellRendererParams, ValueFormatterParams } from 'ag-grid-community';
import { createElement } from 'react';
import type { GridColumn } from './types.ts';
import { ValuesFilter } from './values-filter.tsx';

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** The words a cell shows: what is copied, and what the tooltip gives in full. */
export function cellText<Row extends object>(column: GridColumn<Row>, row: Row): string {
  if (column.text) return column.text(row);
  const value = (row as Record<string, unknown>)[column.field];
  if (value === null || value === undefined) return '';
  const listed = column.values?.find((v) => v.value === value);
  if (listed) return listed.label;
  return column.type === 'number' && typeof value === 'number' ? number.format(value) : String(value);
}

/** What is copied: numbers without separators, anything else as shown. */
export function cellValue<Row extends object>(column: GridColumn<Row>, row: Row): unknown {
  const value = (row as Record<string, unknown>)[column.field];
  return typeof value === 'number' && !column.text && !column.values ? value : cellText(column, row);
}

const BLANKS = ['blank', 'notBlank'] as const;
const ONE_CONDITION = { maxNumConditions: 1, debounceMs: 400, buttons: ['reset' as const] };
const SCALAR = ['equals', 'notEqual', 'lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'];

function filterOf<Row>(column: GridColumn<Row>): Pick<ColDef, 'filter' | 'filterParams'> {
  if (column.filterable === false) return { filter: false };
  if (column.values) return { filter: ValuesFilter, filterParams: { options: column.values } };
  switch (column.type) {
    case 'number':
      return {
        filter: 'agNumberColumnFilter',
        filterParams: { ...ONE_CONDITION, filterOptions: [...SCALAR, 'inRange', ...BLANKS] },
      };
    case 'date':
      return {
        filter: 'agDateColumnFilter',
        filterParams: {
          ...ONE_CONDITION,
          defaultOption: 'inRange',
          filterOptions: ['inRange', 'equals', 'lessThan', 'greaterThan', ...BLANKS],
        },
      };
    default:
      return {
        filter: 'agTextColumnFilter',
        filterParams: {
          ...ONE_CONDITION,
          trimInput: true,
          filterOptions: ['contains', 'notContains', 'equals', 'startsWith', ...BLANKS],
        },
      };
  }
}

const WIDTH = { text: undefined, number: 104, date: 112, identifier: 190 } as const;
const LOOK = {
  text: 'grid-text',
  number: 'grid-number',
  date: 'grid-date',
  identifier: 'grid-identifier',
} as const;

const HEADER = {
  text: '',
  number: 'ag-right-aligned-header',
  date: 'grid-date-header',
  identifier: '',
} as const;

function sizeOf<Row>(column: GridColumn<Row>): Pick<ColDef, 'width' | 'flex' | 'minWidth'> {
  const width = column.width ?? WIDTH[column.type];
  if (column.flex === undefined && width !== undefined) return { width, minWidth: 48 };
  return { flex: column.flex ?? 1, minWidth: column.width ?? 120 };
}

/** The grid's own tooltips show only what is cut off; an explanation always shows. */
const ExplainedHeader = ({ displayName, title }: { displayName: string; title: string }) =>
  createElement('span', { title, className: 'grid-explained' }, displayName);

export function columnDefs<Row extends object>(columns: readonly GridColumn<Row>[]): ColDef<Row>[] {
  return columns.map((column) => {
    const { render } = column;
    return {
      colId: column.field,
      field: column.field as ColDef<Row>['field'],
      headerName: column.header,
      headerTooltip: column.tooltip === undefined,
      ...(column.tooltip !== undefined && {
        headerComponentParams: {
          innerHeaderComponent: ExplainedHeader,
          innerHeaderComponentParams: { title: column.tooltip },
        },
      }),
      sortable: column.sortable ?? true,
      pinned: column.pinned,
      cellClass: LOOK[column.type],
      headerClass: HEADER[column.type],
      valueFormatter: (p: ValueFormatterParams<Row>) => (p.data ? cellText(column, p.data) : ''),
      tooltip: (p) => (p.data ? cellText(column, p.data) : undefined),
      ...(render && {
        cellRenderer: (p: ICellRendererParams<Row>) => (p.data ? render(p.data) : null),
      }),
      ...sizeOf(column),
      ...filterOf(column),
    } satisfies ColDef<Row>;
  });
}
