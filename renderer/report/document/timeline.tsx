import { offendingInterval, timelineEvents } from '../../findings/events.ts';
import type { SourcedRow } from '../../findings/lead.ts';
import type { FindingRow } from '../finding-rows.ts';
import { amount } from '../names.ts';
import { FLAG, layoutTimeline, TIMELINE_WIDTH } from '../timeline-layout.ts';
import { useLanguage } from './context.ts';

const ACCENT = '#0b5a78';
const LINE = '#8a959f';

/** The dates of a lead's evidence to scale, the stretch in question thick and labelled. */
export function Timeline({ lead, rows }: { lead: FindingRow; rows: readonly SourcedRow[] }) {
  const { t, lang } = useLanguage();
  const about = {
    ...lead,
    verdict: 'lead' as const,
    missing: null,
    message_zh: '',
    message_en: '',
    suppressed_by: null,
  };
  const interval = offendingInterval(about);
  const events = timelineEvents(about, rows, lang);
  const layout = layoutTimeline(events, interval, t('report.and'));
  if (!layout) return null;
  const label = t('report.sheets.timelineLabel', {
    items: layout.flags.map((f) => f.text).join(t('report.semicolon')),
  });
  const { axis } = layout;
  return (
    <figure>
      <figcaption className="quiet">{t('report.sheets.timeline')}</figcaption>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${TIMELINE_WIDTH} ${layout.height}`}
        fontSize={FLAG.font}
      >
        <line x1={0} x2={TIMELINE_WIDTH} y1={axis} y2={axis} stroke={LINE} strokeWidth={1} />
        {layout.interval && (
          <>
            <rect
              x={layout.interval.from}
              y={axis - 3}
              width={layout.interval.to - layout.interval.from}
              height={6}
              fill={ACCENT}
            />
            <text
              x={layout.interval.label}
              y={axis + 17}
              fill={ACCENT}
              fontWeight={600}
              textAnchor={layout.interval.anchor}
            >
              {interval && `${interval.from} – ${interval.to} · ${amount(lang, 'day', interval.days)}`}
            </text>
          </>
        )}
        {layout.flags.map((f) => (
          <g key={f.text}>
            <line x1={f.x} x2={f.x} y1={f.y - FLAG.font} y2={axis} stroke={LINE} strokeWidth={0.7} />
            <circle
              cx={f.x}
              cy={axis}
              r={f.emphasis ? 4 : 3}
              fill={f.emphasis ? ACCENT : '#fff'}
              stroke={f.emphasis ? ACCENT : LINE}
              strokeWidth={1.2}
            />
            <text x={f.x + 3} y={f.y} fill="#1a2127" fontWeight={f.emphasis ? 600 : 400}>
              {f.text}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
