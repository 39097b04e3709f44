import type { ParameterValue, Rule } from '../../shared/rule.ts';

/**
 * A parameter typed on the command line.
 * @throws Error with one sentence when the rule has no such parameter or the text does not fit its type.
 */
export function readParameter(rule: Rule, param: string, text: string): ParameterValue {
  const p = rule.params[param];
  if (!p) {
    const names = Object.keys(rule.params).join(', ') || '-';
    throw new Error(`${rule.code} has no parameter ${param} (it has: ${names})`);
  }
  const refuse = (what: string) => new Error(`${rule.code}.${param} takes ${what}, not "${text}"`);
  switch (p.type) {
    case 'integer':
    case 'decimal': {
      const value = text.trim() === '' ? Number.NaN : Number(text);
      if (!Number.isFinite(value)) throw refuse('a number');
      if (p.type === 'integer' && !Number.isInteger(value)) throw refuse('a whole number');
      if (value < (p.min ?? -Infinity) || value > (p.max ?? Infinity))
        throw refuse(`a number from ${p.min ?? '-∞'} to ${p.max ?? '∞'}`);
      return value;
    }
    case 'date':
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
        throw refuse('a date such as 2026-03-31');
      return text;
    case 'list':
      return text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean);
    case 'text':
      return text;
  }
}
