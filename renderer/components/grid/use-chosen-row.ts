import type { GridApi, SelectionChangedEvent } from 'ag-grid-community';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * Which row is the chosen one: the one named from outside, the one clicked, or the one the arrow keys came to, as a
 * list does it. AG Grid by itself moves only the cell in focus with the arrow keys.
 */
export function useChosenRow<Row extends object>(
  grid: RefObject<GridApi<Row> | null>,
  selectedId: string | null | undefined,
  onSelect: ((row: Row | null) => void) | undefined,
) {
  const byKeyboard = useRef(false);
  const following = useRef(false);

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

  return {
    keyPressed: (target: EventTarget) => {
      byKeyboard.current = target instanceof Element && target.closest('.ag-cell') !== null;
    },
    mousePressed: () => {
      byKeyboard.current = false;
      following.current = false;
    },
    focusMoved: (api: GridApi<Row>) => {
      following.current = byKeyboard.current;
      followFocus(api);
    },
    rowsCame: (api: GridApi<Row>) => {
      showWanted(api);
      followFocus(api);
    },
    onSelectionChanged,
  };
}
