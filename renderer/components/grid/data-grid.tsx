import {
  type CellFocusedEvent,
  type CellKeyDownEvent,
  CellStyleModule,
  type ColDef,
  ColumnApiModule,
  ColumnAutoSizeModule,
  CustomFilterModule,
  DateFilterModule,
  type GridApi,
  InfiniteRowModelModule,
  LocaleModule,
  NumberFilterModule,
  type OverlayType,
  RowApiModule,
  RowSelectionModule,
  type RowSelectionOptions,
  ScrollApiModule,
  type SelectionChangedEvent,
  TextFilterModule,
  TooltipModule,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { Button } from 'antd';
import { type ClipboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { components } from '../../i18n/components.ts';
import type { Lang } from '../../i18n/index.ts';
import { cellValue, columnDefs } from './columns.ts';
import { gridDatasource } from './datasource.ts';
import { gridTheme } from './theme.ts';
import { tsv } from './tsv.ts';
import type { GridColumn, GridSource, GridState } from './types.ts';
import './grid.css';

const MODULES = [
  InfiniteRowModelModule,
  TextFilterModule,
  NumberFilterModule,
  DateFilterModule,
  CustomFilterModule,
  RowSelectionModule,
  TooltipModule,
  LocaleModule,
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  RowApiModule,
  ScrollApiModule,
];

const isOpenKey = (event: unknown): event is KeyboardEvent =>
  event instanceof KeyboardEvent && (event.key === 'Enter' || event.key === ' ');

/** Keeps the grid from ticking rows with Space, and at once, before the grid's own late events, the page from scrolling. */
function takesOpenKey(event: KeyboardEvent): boolean {
  if (isOpenKey(event)) event.preventDefault();
  return isOpenKey(event);
}

// Constants, because the grid takes a new object for new settings and closes an open filter over it.
const DEFAULT_COLUMN: ColDef = {
  resizable: true,
  cellDataType: false,
  suppressHeaderMenuButton: true,
  suppressKeyboardEvent: ({ event }) => takesOpenKey(event),
};
// This component says itself that there is nothing, or why.
const OVERLAYS: OverlayType[] = ['loading', 'noRows', 'noMatchingRows'];
const SELECTION: RowSelectionOptions = {
  mode: 'multiRow',
  checkboxes: false,
  headerCheckbox: false,
  enableClickSelection: true,
};

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

/** A table of any length: it holds only the stretch in sight, sorted and filtered where the rows come from. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { columns, source, lang, revision, selectedId, onOpen, onSelect, onCount } = props;
  const texts = components[lang].grid;
  const [state, setState] = useState<GridState>({ phase: 'opening' });
  const grid = useRef<GridApi<Row> | null>(null);
  const byKeyboard = useRef(false);
  const following = useRef(false);
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

  // A row chosen from outside is shown as such, in sight if it is among those at hand, or as soon as it comes.
  const wanted = useRef<string | null>(null);
  const showWanted = (api: GridApi<Row>) => {
    const node = wanted.current === null ? undefined : api.getRowNode(wanted.current);
    if (!node) return;
    wanted.current = null;
    if (node.isSelected()) return;
    node.setSelected(true, true);
    api.ensureNodeVisible(node);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice from outside is shown
  useEffect(() => {
    wanted.current = selectedId ?? null;
    if (!grid.current) return;
    if (selectedId === null) grid.current.deselectAll();
    showWanted(grid.current);
  }, [selectedId]);

  // The arrow keys move the cell in focus; its row is then the chosen one, as a list does it. A row that is not
  // there yet is chosen when it comes.
  const followFocus = (api: GridApi<Row>) => {
    const at = api.getFocusedCell();
    if (!following.current || !at) return;
    const node = api.getDisplayedRowAtIndex(at.rowIndex);
    if (!node?.data) return;
    following.current = false;
    if (node.isSelected() && api.getSelectedNodes().length === 1) return;
    node.setSelected(true, true);
    onSelect?.(node.data);
  };

  const onSelectionChanged = ({ api, source: cause }: SelectionChangedEvent<Row>) => {
    if (cause === 'api') return;
    const at = api.getFocusedCell();
    const focused = at ? api.getDisplayedRowAtIndex(at.rowIndex) : undefined;
    onSelect?.((focused?.isSelected() ? focused.data : api.getSelectedRows()[0]) ?? null);
  };

  const copy = (event: ClipboardEvent) => {
    const api = grid.current;
    if (!api || event.target instanceof HTMLInputElement || getSelection()?.toString()) return;
    const nodes = api.getSelectedNodes().sort((a, b) => (a.rowIndex ?? 0) - (b.rowIndex ?? 0));
    const rows = nodes.flatMap((n) => n.data ?? []);
    const cols = api
      .getAllDisplayedColumns()
      .flatMap((c) => columns.find((x) => x.field === c.getColId()) ?? []);
    if (rows.length === 0) return;
    const cells = rows.map((row) => cols.map((c) => cellValue(c, row)));
    event.clipboardData.setData(
      'text/plain',
      tsv(
        cols.map((c) => c.header),
        cells,
      ),
    );
    event.preventDefault();
  };

  return (
    <section
      className="grid"
      aria-label={props.ariaLabel}
      data-phase={state.phase}
      style={{ height: props.height ?? '100%' }}
      onKeyDownCapture={({ target }) => {
        byKeyboard.current = target instanceof Element && target.closest('.ag-cell') !== null;
      }}
      onMouseDownCapture={() => {
        byKeyboard.current = false;
        following.current = false;
      }}
      onCopy={copy}
    >
      <AgGridReact<Row>
        key={lang}
        modules={MODULES}
        theme={gridTheme}
        localeText={components[lang].agGrid}
        context={context}
        rowModelType="infinite"
        datasource={datasource}
        cacheBlockSize={200}
        maxBlocksInCache={20}
        maxConcurrentDatasourceRequests={2}
        blockLoadDebounceMillis={40}
        columnDefs={defs}
        defaultColDef={DEFAULT_COLUMN}
        getRowId={({ data }) => props.rowId(data)}
        rowSelection={SELECTION}
        tooltipShowMode="whenTruncated"
        tooltipShowDelay={400}
        suppressOverlays={OVERLAYS}
        animateRows={false}
        suppressDragLeaveHidesColumns
        onGridReady={({ api }) => {
          grid.current = api;
        }}
        onGridPreDestroyed={() => {
          grid.current = null;
        }}
        onModelUpdated={({ api }) => {
          showWanted(api);
          followFocus(api);
        }}
        onCellFocused={({ api }: CellFocusedEvent<Row>) => {
          following.current = byKeyboard.current;
          followFocus(api);
        }}
        onCellKeyDown={({ event, data }: CellKeyDownEvent<Row>) => {
          if (isOpenKey(event) && data) onOpen?.(data);
        }}
        onRowDoubleClicked={({ data }) => data && onOpen?.(data)}
        onSelectionChanged={onSelectionChanged}
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
