import { useMemo } from 'react';
import { FONT_SIZE, type PlacedText } from './labels.ts';
import { layoutTimeline, type TimelineEvent, type TimelineInterval, type TimelineLayout } from './layout.ts';
import './timeline.css';

export type { TimelineEvent, TimelineInterval } from './layout.ts';

const LINE = 18;
const LEADER = 8;

export interface TimelineProps {
  readonly events: readonly TimelineEvent[];
  /** The stretch that matters, drawn in the accent with its label over it. */
  readonly interval?: TimelineInterval;
  readonly width: number;
  /** Said before the list of events to those who hear the picture. */
  readonly ariaLabel?: string;
}

const inWords = ({ events, interval, ariaLabel }: TimelineProps) =>
  [
    ...(ariaLabel ? [ariaLabel] : []),
    ...[...events].sort((a, b) => (a.date < b.date ? -1 : 1)).map((e) => `${e.date} ${e.label}`),
    ...(interval ? [`${interval.from} – ${interval.to}: ${interval.label}`] : []),
  ].join('; ');

/** The axis in pieces, with a gap where time is left out. */
function axisPieces(layout: TimelineLayout, width: number): [number, number][] {
  const stops = [0, ...layout.breaks.flatMap((x) => [x - 4, x + 4]), width - 1];
  return stops.flatMap((x, i) => (i % 2 === 0 ? [[x, stops[i + 1] ?? x] as [number, number]] : []));
}

function Text({ at, y, className }: { at: PlacedText; y: number; className: string }) {
  return (
    <text
      className={at.emphasis ? `${className} timeline-emphasis` : className}
      x={(at.left + at.right) / 2}
      y={y}
      fontSize={FONT_SIZE}
      textAnchor="middle"
    >
      {at.text}
    </text>
  );
}

/** Events to scale on a line, labels above, dates below. */
export function Timeline(props: TimelineProps) {
  const { events, interval, width } = props;
  const layout = useMemo(() => layoutTimeline(events, interval, width), [events, interval, width]);
  const band = layout.interval ? LINE : 0;
  const axis = layout.levelsAbove * LINE + LEADER + band + 6;
  const labelY = (level: number) => axis - 6 - band - LEADER - level * LINE;
  const dateY = (level: number) => axis + 22 + level * LINE;
  const height = axis + 12 + layout.levelsBelow * LINE;
  if (layout.marks.length === 0) return null;

  return (
    <svg className="timeline" role="img" aria-label={inWords(props)} width={width} height={height}>
      {axisPieces(layout, width).map(([from, to]) => (
        <line key={from} className="timeline-axis" x1={from} x2={to} y1={axis} y2={axis} />
      ))}
      {layout.breaks.map((x) => (
        <path
          key={x}
          className="timeline-axis"
          d={`M${x - 6} ${axis + 5}l4 -10M${x + 2} ${axis + 5}l4 -10`}
        />
      ))}
      <path className="timeline-axis" d={`M${width - 6} ${axis - 4}l5 4l-5 4`} />
      {layout.marks.map(({ x, labels, date }) => (
        <g key={x}>
          {labels[0] && (
            <line className="timeline-leader" x1={x} x2={x} y1={axis} y2={labelY(labels[0].level) + 4} />
          )}
          {date && date.level > 0 && (
            <line className="timeline-leader" x1={x} x2={x} y1={axis} y2={dateY(date.level) - FONT_SIZE} />
          )}
        </g>
      ))}
      {layout.interval && (
        <>
          <line
            className="timeline-interval"
            x1={layout.interval.from}
            x2={layout.interval.to}
            y1={axis}
            y2={axis}
          />
          {layout.interval.label && (
            <Text at={layout.interval.label} y={axis - 9} className="timeline-interval-label" />
          )}
        </>
      )}
      {layout.marks.map(({ x, events: here, labels, date }) => (
        <g key={x}>
          {here.length > 0 && (
            <circle
              className={here.some((e) => e.emphasis) ? 'timeline-dot timeline-emphasis' : 'timeline-dot'}
              cx={x}
              cy={axis}
              r={4.5}
            >
              <title>{here.map((e) => `${e.date} ${e.label}`).join('\n')}</title>
            </circle>
          )}
          {labels.map((l) => (
            <Text key={l.level} at={l} y={labelY(l.level)} className="timeline-label" />
          ))}
          {date && <Text at={date} y={dateY(date.level)} className="timeline-date" />}
        </g>
      ))}
    </svg>
  );
}
