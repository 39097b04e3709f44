import type { ReactNode } from 'react';
import type { ColumnFilter, RowWindow, Sort } from '../../engine/window.ts';

export interface GridColumn<Row> {
  readonly field: string;
  readonly header: string;
  /** Explains the column when the pointer rests on its header. */
  readonly tooltip?: string;
  /** How values look, line up and are filtered. An identifier is text in a monospaced face. */
  readonly type: 'text' | 'number' | 'date' | 'identifier';
  /** Pixels; without it the type decides, and text takes a share of what is left. */
  readonly width?: number;
  readonly flex?: number;
  readonly pinned?: 'left' | 'right';
  /** Another column that holds this one's order, such as a rank. */
  readonly sortField?: string;
  readonly sortable?: boolean;
  readonly filterable?: boolean;
  /** The only values there are, each with the word shown for it; the filter then lists them. */
  readonly values?: readonly { readonly value: string; readonly label: string }[];
  /** Draws the cell; `text` then says the same in words, for copying. */
  readonly render?: (row: Row) => ReactNode;
  readonly text?: (row: Row) => string;
}

/** Where rows come from: a new window for every order and filter; the grid closes it. */
export interface GridSource {
  open(sort: readonly Sort[], filters: readonly ColumnFilter[], signal: AbortSignal): Promise<RowWindow>;
}

export type GridState =
  | { readonly phase: 'opening' }
  | { readonly phase: 'ready'; readonly count: number; readonly filtered: boolean }
  | { readonly phase: 'failed'; readonly message: string };
