import type { IDatasource, IGetRowsParams } from 'ag-grid-community';
import type { RowWindow, Sort } from '../../engine/window.ts';
import { columnFilters } from './filters.ts';
import type { GridSource, GridState } from './types.ts';

interface Opened {
  readonly key: string;
  readonly window: Promise<RowWindow>;
  readonly abort: AbortController;
}

export interface GridDatasource extends IDatasource {
  /** The next block is read from a window opened anew. */
  forget(): void;
  destroy(): void;
}

/**
 * Feeds AG Grid's infinite row model: one window per order and filter, closed when the next one opens.
 * Every request ends in exactly one callback, and the last row is always exact.
 */
export function gridDatasource(
  source: GridSource,
  sortField: (field: string) => string | undefined,
  report: (state: GridState) => void,
): GridDatasource {
  let current: Opened | null = null;
  // Async, so that a source that throws at once fails like one that rejects.
  const open: GridSource['open'] = async (...args) => source.open(...args);

  const forget = () => {
    const old = current;
    current = null;
    old?.abort.abort();
    old?.window.then((w) => w.close()).catch(() => undefined);
  };

  const windowFor = (request: IGetRowsParams): Opened => {
    const sort: Sort[] = request.sortModel.map((s) => ({
      column: sortField(s.colId) ?? s.colId,
      descending: s.sort === 'desc',
    }));
    const filters = columnFilters(request.filterModel ?? {});
    const key = JSON.stringify([sort, filters]);
    if (current?.key === key) return current;

    forget();
    const abort = new AbortController();
    const opened: Opened = { key, abort, window: open(sort, filters, abort.signal) };
    current = opened;
    report({ phase: 'opening' });
    opened.window.then(
      ({ count }) => {
        if (current === opened) report({ phase: 'ready', count, filtered: filters.length > 0 });
      },
      () => undefined,
    );
    return opened;
  };

  const read = async (request: IGetRowsParams): Promise<void> => {
    const opened = windowFor(request);
    try {
      const window = await opened.window;
      const rows = await window.rows(request.startRow, Math.min(request.endRow, window.count));
      if (current === opened) return request.successCallback(rows, window.count);
    } catch (error) {
      // What failed because it was superseded is no news.
      if (current === opened) {
        current = null;
        report({ phase: 'failed', message: error instanceof Error ? error.message : String(error) });
      }
    }
    request.failCallback();
  };

  return { getRows: (request) => void read(request), forget, destroy: forget };
}
