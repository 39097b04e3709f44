import type { RuleHead } from '../../shared/rule.ts';
import type { SeverityLevel } from '../components/severity.tsx';

/** How a severity as rules write it looks on screen. */
export const SEVERITY: Readonly<Record<RuleHead['severity'], SeverityLevel>> = {
  高: 'high',
  中: 'medium',
  低: 'low',
};
