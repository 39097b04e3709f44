import type { ReactNode } from 'react';
import { grouped } from '../../../shared/grouped.ts';
import type { Severity } from '../finding-rows.ts';
import { SEVERITY_SHAPE } from '../names.ts';
import type { Picture } from '../report-data.ts';
import { useLanguage } from './context.ts';

/** `● 高`: told apart by shape and word. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const { t } = useLanguage();
  return (
    <span className="nowrap">
      {SEVERITY_SHAPE[severity]} {t(`report.severity.${severity}`)}
    </span>
  );
}

export function Count({ n }: { n: number }) {
  return <span className="nowrap">{grouped(n)}</span>;
}

/** A chart drawn by ECharts from our own options, which escapes every name in it. */
export function ChartFigure({ picture, title }: { picture: Picture; title: string }) {
  return (
    <figure>
      <figcaption>{title}</figcaption>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: SVG of our own making, see chart-image.ts */}
      <div role="img" aria-label={picture.label} dangerouslySetInnerHTML={{ __html: picture.svg }} />
      {picture.note && <p className="soft small">{picture.note}</p>}
    </figure>
  );
}

/** A part begins a page, unless it has only a sentence to say. */
export const partClass = (full: boolean): string => (full ? 'part' : 'part short');

export interface Column {
  readonly title: string;
  /** Of the table's width. */
  readonly width: string;
  /** Numbers are right-aligned; text after numbers keeps its distance. */
  readonly kind?: 'num' | 'after-num';
}

interface TableProps {
  readonly caption: string;
  /** A heading above says the same: the caption is only for those who cannot see it. */
  readonly headed?: boolean;
  readonly columns: readonly Column[];
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}

/** A table whose head repeats on every page. */
export function Table({ caption, headed, columns, children, foot }: TableProps) {
  return (
    <table>
      <caption>{headed ? <span className="quiet">{caption}</span> : caption}</caption>
      <colgroup>
        {columns.map((c) => (
          <col key={c.title} style={{ width: c.width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((c) => (
            <th key={c.title} scope="col" className={c.kind}>
              {c.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
      {foot && <tfoot>{foot}</tfoot>}
    </table>
  );
}

/** Name and value pairs; what has no value is left out. */
export function Pairs({ items }: { items: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="pairs">
      {items
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .flatMap(([name, value]) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}
