import type { SpanLayout } from '../span-layout.ts';
import { TIMELINE_WIDTH } from '../timeline-layout.ts';
import { useLanguage } from './context.ts';

const ROW = 18;
/** Where the lanes lie; their names stand to the left. */
export const OVERLAP = { left: 150, right: TIMELINE_WIDTH - 8 } as const;
/** Room for a text of two dates with times. */
const TEXT = 170;

/** One lane per row, the shared stretch marked. */
export function Overlap({ layout }: { layout: SpanLayout }) {
  const { t } = useLanguage();
  const { lanes, overlap } = layout;
  const bottom = lanes.length * ROW + 4;
  const label = t('report.sheets.overlapLabel', {
    items: lanes.map((l) => `${l.name} ${l.text}`).join(t('report.semicolon')),
  });
  return (
    <figure>
      <figcaption className="quiet">{t('report.sheets.overlap')}</figcaption>
      <svg role="img" aria-label={label} viewBox={`0 0 ${TIMELINE_WIDTH} ${bottom + 18}`} fontSize={10}>
        {lanes.map((lane, i) => (
          <g key={`${lane.name}|${lane.text}|${lane.from}`}>
            <text x={0} y={i * ROW + 14}>
              {lane.name}
            </text>
            <rect x={lane.from} y={i * ROW + 4} width={lane.to - lane.from} height={ROW - 5} fill="#d8dce0" />
            <text x={Math.min(lane.from + 4, TIMELINE_WIDTH - TEXT)} y={i * ROW + 14} fill="#1a2127">
              {lane.text}
            </text>
          </g>
        ))}
        <rect x={overlap.from} y={bottom - 2} width={overlap.to - overlap.from} height={5} fill="#0b5a78" />
        <text
          x={Math.min(overlap.from, TIMELINE_WIDTH - TEXT)}
          y={bottom + 15}
          fill="#0b5a78"
          fontWeight={600}
        >
          {overlap.text}
        </text>
      </svg>
    </figure>
  );
}
