import { type CustomFilterProps, useGridFilter } from 'ag-grid-react';
import type { components } from '../../i18n/components.ts';
import type { FilterModel } from './filters.ts';

interface Props
  extends CustomFilterProps<unknown, { texts: (typeof components)['zh']['grid'] }, FilterModel> {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** A tick per value, and one for blanks. All ticked is no filter. */
export function ValuesFilter({ options, model, onModelChange, context }: Props) {
  // Rows are chosen where they come from; the grid holds only a stretch of them.
  useGridFilter({ doesFilterPass: () => true });
  const every: (string | null)[] = [...options.map((o) => o.value), null];
  const chosen = new Set(model?.values ?? every);
  const choose = (values: (string | null)[]) =>
    onModelChange(values.length === every.length ? null : { filterType: 'values', values });
  const toggle = (value: string | null) =>
    choose(every.filter((v) => (v === value ? !chosen.has(v) : chosen.has(v))));

  return (
    <div className="grid-values-filter">
      <label>
        <input
          type="checkbox"
          checked={chosen.size === every.length}
          onChange={() => choose(chosen.size === every.length ? [] : every)}
        />
        {context.texts.all}
      </label>
      {[...options, { value: null, label: context.texts.blank }].map((o) => (
        <label key={o.value}>
          <input type="checkbox" checked={chosen.has(o.value)} onChange={() => toggle(o.value)} />
          {o.label}
        </label>
      ))}
    </div>
  );
}
