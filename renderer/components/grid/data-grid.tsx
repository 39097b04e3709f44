import type { CellFocusedEvent, CellKeyDownEvent, GridApi } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { Button } from 'antd';
import { type ClipboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { components } from '../../i18n/components.ts';
import type { Lang } from '../../i18n/index.ts';
import { cellValue, columnDefs } from './columns.ts';
import { gridDatasource } from './datasource.ts';
import { isOpenKey, SETTINGS } from './settings.ts';
import { tsv } from './tsv.ts';
import type { GridColumn, GridSource, GridState } from './types.ts';
import { useChosenRow } from './use-chosen-row.ts';
import './grid.css';

export interface DataGridProps<Row extends object> {
  /** Keep the same array, as with `source`: a new one means new columns, and closes an open filter. */
  readonly columns: readonly GridColumn<Row>[];
  /** Keep the same object as long as it means the same rows: a new one starts the grid afresh. */
  readonly source: GridSource;
  readonly rowId: (row: Row) => string;
  readonly lang: Lang;
  /** Another value reads the rows again and stays where it is. */
  readonly revision?: number | string;
  readonly height?: number | string;
  readonly selectedId?: string | null;
  readonly emptyText?: ReactNode;
  readonly ariaLabel?: string;
  /** Double click, Enter or Space. */
  readonly onOpen?: (row: Row) => void;
  /** The row that a click or the arrow keys came to. */
  readonly onSelect?: (row: Row | null) => void;
  readonly onCount?: (count: number) => void;
}

/** The selected rows in the order and with the columns they are shown in; null when there are none. */
function selectedRowsAsText<Row extends object>(
  api: GridApi<Row>,
  columns: readonly GridColumn<Row>[],
): string | null {
  const nodes = api.getSelectedNodes().sort((a, b) => (a.rowIndex ?? 0) - (b.rowIndex ?? 0));
  const rows = nodes.flatMap((n) => n.data ?? []);
  const shown = api
    .getAllDisplayedColumns()
    .flatMap((c) => columns.find((x) => x.field === c.getColId()) ?? []);
  const headers = shown.map((c) => c.header);
  return rows.length > 0
    ? tsv(
        headers,
        rows.map((row) => shown.map((c) => cellValue(c, row))),
      )
    : null;
}

/** A table of any length: it holds only the stretch in sight, sorted and filtered where the rows come from. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { columns, source, lang, revision, selectedId, onOpen, onSelect, onCount } = props;
  const texts = components[lang].grid;
  const [state, setState] = useState<GridState>({ phase: 'opening' });
  const grid = useRef<GridApi<Row> | null>(null);
  const context = useMemo(() => ({ texts }), [texts]);

  const defs = useMemo(() => columnDefs(columns), [columns]);
  const sortFields = useRef(new Map<string, string>());
  sortFields.current = new Map(columns.flatMap((c) => (c.sortField ? [[c.field, c.sortField]] : [])));
  const datasource = useMemo(
    () => gridDatasource(source, (field) => sortFields.current.get(field), setState),
    [source],
  );

  const reread = () => {
    datasource.forget();
    grid.current?.refreshInfiniteCache();
  };
  const shown = useRef(revision);
  useEffect(() => {
    if (shown.current === revision) return;
    shown.current = revision;
    reread();
  });
  const tell = useRef(onCount);
  tell.current = onCount;
  useEffect(() => {
    if (state.phase === 'ready') tell.current?.(state.count);
  }, [state]);

  const chosen = useChosenRow(grid, selectedId, onSelect);

  const copy = (event: ClipboardEvent) => {
    if (!grid.current || event.target instanceof HTMLInputElement || getSelection()?.toString()) return;
    const text = selectedRowsAsText(grid.current, columns);
    if (text === null) return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  };

  return (
    <section
      className="grid"
      aria-label={props.ariaLabel}
      data-phase={state.phase}
      style={{ height: props.height ?? '100%' }}
      onKeyDownCapture={({ target }) => chosen.keyPressed(target)}
      onMouseDownCapture={chosen.mousePressed}
      onCopy={copy}
    >
      <AgGridReact<Row>
        key={lang}
        {...SETTINGS}
        localeText={components[lang].agGrid}
        context={context}
        datasource={datasource}
        columnDefs={defs}
        getRowId={({ data }) => props.rowId(data)}
        onGridReady={({ api }) => {
          grid.current = api;
        }}
        onGridPreDestroyed={() => {
          grid.current = null;
        }}
        onModelUpdated={({ api }) => chosen.rowsCame(api)}
        onCellFocused={({ api }: CellFocusedEvent<Row>) => chosen.focusMoved(api)}
        onCellKeyDown={({ event, data }: CellKeyDownEvent<Row>) => {
          if (isOpenKey(event) && data) onOpen?.(data);
        }}
        onRowDoubleClicked={({ data }) => data && onOpen?.(data)}
        onSelectionChanged={chosen.onSelectionChanged}
      />
      {state.phase === 'opening' && <div className="grid-opening" aria-hidden="true" />}
      {state.phase === 'failed' && (
        <div className="grid-message" role="alert">
          <span>{texts.failed}</span>
          <span className="grid-message-detail mono">{state.message}</span>
          <Button autoInsertSpace={false} onClick={reread}>
            {texts.retry}
          </Button>
        </div>
      )}
      {state.phase === 'ready' && state.count === 0 && (
        <div className="grid-message" role="status">
          <span>{state.filtered ? texts.noMatch : (props.emptyText ?? texts.empty)}</span>
          {state.filtered && (
            <Button onClick={() => grid.current?.setFilterModel(null)}>{texts.clearFilters}</Button>
          )}
        </div>
      )}
    </section>
  );
}
