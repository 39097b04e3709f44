import type { ReactNode } from 'react';
import './components.css';

export interface EmptyStateProps {
  readonly title: string;
  /** One sentence: why there is nothing, or what comes next. */
  readonly text?: ReactNode;
  /** The next step as buttons, the likeliest first. */
  readonly actions?: ReactNode;
}

/** What a place shows while it has nothing to show. */
export function EmptyState({ title, text, actions }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {actions && <div className="empty-state-actions">{actions}</div>}
    </div>
  );
}
