import { parseRule, type Rule } from '../../shared/rule.ts';

const files = import.meta.glob<string>('../../shared/rules/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every rule file that the page was built with, by code. */
export const rules: readonly Rule[] = Object.entries(files)
  .map(([path, text]) => parseRule(text, path.replace(/^.*\//, '')))
  .sort((a, b) => (a.code < b.code ? -1 : 1));
