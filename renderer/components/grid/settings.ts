import {
  CellStyleModule,
  type ColDef,
  ColumnApiModule,
  ColumnAutoSizeModule,
  CustomFilterModule,
  DateFilterModule,
  type GridOptions,
  InfiniteRowModelModule,
  LocaleModule,
  NumberFilterModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
  TextFilterModule,
  TooltipModule,
} from 'ag-grid-community';
import { gridTheme } from './theme.ts';

export const isOpenKey = (event: unknown): event is KeyboardEvent =>
  event instanceof KeyboardEvent && (event.key === 'Enter' || event.key === ' ');

/** Keeps the grid from ticking rows with Space, and at once, before the grid's own late events, the page from scrolling. */
function takesOpenKey(event: KeyboardEvent): boolean {
  if (isOpenKey(event)) event.preventDefault();
  return isOpenKey(event);
}

const defaultColumn: ColDef = {
  resizable: true,
  cellDataType: false,
  suppressHeaderMenuButton: true,
  suppressKeyboardEvent: ({ event }) => takesOpenKey(event),
};

/**
 * What is the same for every grid. A constant, because AG Grid takes a new object for a new setting and closes an
 * open filter over it.
 */
export const SETTINGS = {
  modules: [
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
  ],
  theme: gridTheme,
  rowModelType: 'infinite',
  cacheBlockSize: 200,
  maxBlocksInCache: 20,
  maxConcurrentDatasourceRequests: 2,
  blockLoadDebounceMillis: 40,
  defaultColDef: defaultColumn,
  rowSelection: { mode: 'multiRow', checkboxes: false, headerCheckbox: false, enableClickSelection: true },
  tooltipShowMode: 'whenTruncated',
  tooltipShowDelay: 400,
  // The component says itself that there is nothing, or why.
  suppressOverlays: ['loading', 'noRows', 'noMatchingRows'],
  animateRows: false,
  suppressDragLeaveHidesColumns: true,
} satisfies GridOptions & { modules: unknown };
