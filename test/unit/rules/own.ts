import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Engine } from '../../../renderer/engine/engine.ts';
import type { OwnRule } from '../../../renderer/rules/own/own-rule.ts';
import { type ListedFile, type OwnRules, readOwn } from '../../../renderer/rules/own/read-own.ts';
import { bindOwn } from '../../../renderer/rules/own/try-own.ts';
import { parseRule } from '../../../shared/rule.ts';
import { load } from '../../rules/fixture.ts';

const shared = join(import.meta.dirname, '../../../shared');
export const template = readFileSync(join(shared, 'own-rule-template.sql'), 'utf8');
export const builtIn = readdirSync(join(shared, 'rules')).map((file) => ({
  file,
  text: readFileSync(join(shared, 'rules', file), 'utf8'),
}));
export const builtInRules = builtIn.map(({ file, text }) => parseRule(text, file));
export const AS_OF = '2024-12-31';

/** The template with another statement. */
export const withSql = (sql: string) => ({
  name: 'X01-a.sql',
  text: `${template.slice(0, template.indexOf('---*/'))}---*/\n${sql}`,
});
export const headLines = template.slice(0, template.indexOf('---*/')).split('\n').length;

/** The statement of the template with one of its parts replaced. */
export const changed = (from: string, to: string) => {
  expect(template).toContain(from);
  return { name: 'X01-a.sql', text: template.replace(from, to) };
};

export function good(...files: ListedFile[]): OwnRule {
  const { rules, broken } = readOwn(files, builtInRules);
  expect(broken).toEqual([]);
  return rules[0] as OwnRule;
}

/** The files as the screen lists them: read, then shown to DuckDB. */
export const bound = (engine: Engine, ...files: ListedFile[]): Promise<OwnRules> =>
  bindOwn(engine, readOwn(files, builtInRules));

/** Three certificates: one about to expire, one that is not, one of which nobody knows. */
export const loadCertificates = (engine: Engine) =>
  load(engine, {
    certificate: [
      { cert_no: 'A1', cb_approval_no: 'B', expiry_date: new Date('2025-01-31T00:00:00Z') },
      { cert_no: 'A2', cb_approval_no: 'B', expiry_date: new Date('2026-01-31T00:00:00Z') },
      { cert_no: 'A3', cb_approval_no: 'B', expiry_date: null },
    ],
  });
