import './components.css';

export type SeverityLevel = 'high' | 'medium' | 'low';

const SHAPE: Record<SeverityLevel, string> = { high: '●', medium: '◆', low: '○' };

/** How grave something is, by shape, word and colour, so that none of them is needed to tell. */
export function Severity({ level, text }: { readonly level: SeverityLevel; readonly text: string }) {
  return (
    <span className={`severity severity-${level}`}>
      <span className="severity-shape" aria-hidden="true">
        {SHAPE[level]}
      </span>
      {text}
    </span>
  );
}
