import type { ColumnFilter } from '../../engine/window.ts';

/** What AG Grid's text, number and date filters and our list of values hand over, one condition each. */
export interface FilterModel {
  readonly filterType?: string;
  readonly type?: string | null;
  readonly filter?: string | number | null;
  readonly filterTo?: number | null;
  readonly dateFrom?: string | null;
  readonly dateTo?: string | null;
  readonly values?: readonly (string | null)[];
}

const COMPARISONS = {
  equals: '=',
  notEqual: '<>',
  lessThan: '<',
  lessThanOrEqual: '<=',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
} as const;
const TEXTS = {
  contains: 'contains',
  notContains: 'notContains',
  equals: 'equals',
  startsWith: 'starts',
} as const;

const isKey = <T extends object>(table: T, key: unknown): key is keyof T =>
  typeof key === 'string' && Object.hasOwn(table, key);

function fromText(column: string, m: FilterModel): ColumnFilter | null {
  if (!isKey(TEXTS, m.type) || typeof m.filter !== 'string' || m.filter === '') return null;
  return { column, kind: 'text', op: TEXTS[m.type], value: m.filter };
}

function fromNumber(column: string, m: FilterModel): ColumnFilter | null {
  if (typeof m.filter !== 'number') return null;
  if (m.type === 'inRange') {
    return typeof m.filterTo === 'number'
      ? { column, kind: 'number', op: 'between', from: m.filter, to: m.filterTo }
      : null;
  }
  return isKey(COMPARISONS, m.type)
    ? { column, kind: 'number', op: COMPARISONS[m.type], value: m.filter }
    : null;
}

function fromDate(column: string, m: FilterModel): ColumnFilter | null {
  const from = m.dateFrom?.slice(0, 10);
  if (!from) return null;
  if (m.type === 'inRange') {
    const to = m.dateTo?.slice(0, 10);
    return to ? { column, kind: 'date', op: 'between', from, to } : null;
  }
  return isKey(COMPARISONS, m.type) ? { column, kind: 'date', op: COMPARISONS[m.type], value: from } : null;
}

function condition(column: string, m: FilterModel): ColumnFilter | null {
  if (m.filterType === 'values') return { column, kind: 'values', values: m.values ?? [] };
  if (m.type === 'blank' || m.type === 'notBlank') return { column, kind: m.type };
  if (m.filterType === 'text') return fromText(column, m);
  if (m.filterType === 'number') return fromNumber(column, m);
  return m.filterType === 'date' ? fromDate(column, m) : null;
}

/** AG Grid's filter model as conditions; one that is not filled in yet is left out. */
export function columnFilters(model: Readonly<Record<string, FilterModel>>): ColumnFilter[] {
  return Object.entries(model).flatMap(([column, m]) => condition(column, m) ?? []);
}
