import type { ReactNode } from 'react';
import './components.css';

export interface KeyValueItem {
  readonly key: string;
  readonly label: ReactNode;
  /** Null, undefined and the empty text show as a dash. */
  readonly value: ReactNode;
  /** For identifiers. */
  readonly mono?: boolean;
}

/** Facts one under the other: what it is on the left, its value on the right. */
export function KeyValue({ items }: { readonly items: readonly KeyValueItem[] }) {
  return (
    <dl className="key-value">
      {items.map(({ key, label, value, mono }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd className={mono ? 'mono' : undefined}>
            {value === null || value === undefined || value === '' ? (
              <span className="key-value-none">—</span>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
