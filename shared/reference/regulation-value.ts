/** What the value of a regulation parameter may be. */
export type RegulationKind = 'share' | 'whole' | 'table' | 'numbering' | 'required';

export function regulationKind(parameter: string): RegulationKind {
  if (parameter === 'audit_time_table') return 'table';
  if (parameter === 'certificate_number_rule') return 'numbering';
  if (/(^|_)(share|cut)(_|$)/.test(parameter)) return 'share';
  if (/_(months|days|workdays|years|day|max)$/.test(parameter)) return 'whole';
  return 'required';
}

const NUMBERING = ['own', 'annex'];

/**
 * Whether a value makes sense for a parameter. A share is a number or a fraction from 0 to 1 (`0.3`, `1/3`), a number of
 * days, months, years or organisations is whole and not over 1,200, a table is one that the workspace has. Nothing at
 * all is a slot: what was in force before goes on applying.
 */
export function isRegulationValue(
  parameter: string,
  value: string | null,
  tables: readonly string[],
): boolean {
  if (value === null) return true;
  switch (regulationKind(parameter)) {
    case 'table':
      return tables.includes(value);
    case 'numbering':
      return NUMBERING.includes(value);
    case 'required':
      return value === 'required';
    case 'whole':
      return /^\d{1,4}$/.test(value) && Number(value) <= 1200;
    case 'share': {
      const [, above = '', below = '1'] = /^(\d+(?:\.\d+)?)(?:\/(\d+))?$/.exec(value) ?? [];
      return above !== '' && Number(below) > 0 && Number(above) / Number(below) <= 1;
    }
  }
}
