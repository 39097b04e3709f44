import { rules } from '../../renderer/rules/catalogue.ts';
import type { Fixture } from '../../test/rules/fixture.ts';
import { auditTimePage } from './audit-time.ts';
import { indexPage } from './index-page.ts';
import { regulationPage } from './regulation.ts';
import { rulePage } from './rule-page.ts';

const fixtures = import.meta.glob<Fixture>('../../test/rules/fixtures/*.ts', {
  import: 'default',
  eager: true,
});

/** Every page of the rule handbook by file name, built from rule files, fixtures and reference data. */
export function pages(): Map<string, string> {
  const none: Fixture = { columns: {}, cases: [] };
  return new Map([
    ['README.md', indexPage(rules)],
    ['regulation.md', regulationPage()],
    ['audit-time.md', auditTimePage()],
    ...rules.map((rule): [string, string] => [
      `${rule.code}.md`,
      rulePage(rule, fixtures[`../../test/rules/fixtures/${rule.code}.ts`] ?? none),
    ]),
  ]);
}
