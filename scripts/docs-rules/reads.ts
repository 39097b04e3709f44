import { derived, derivedFor } from '../../renderer/rules/derive.ts';

const files = import.meta.glob<string>('../../shared/sql/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const uncommented = (sql: string) => sql.replace(/--.*$/gm, '');

/** Bodies of the macros by name. */
const macros: ReadonlyMap<string, string> = new Map(
  Object.values(files)
    .flatMap((text) => uncommented(text).split(/CREATE OR REPLACE MACRO /))
    .map((text): [string, string] => [/^\w+/.exec(text)?.[0] ?? '', text.replace(/^\w+/, '')]),
);

/** Everything that a statement comes down to: itself, the tables that rules share, and the macros of all of them. */
export function unfolded(sql: string): string {
  const texts = [sql, ...derivedFor(sql).map((name) => derived.get(name) ?? '')].map(uncommented);
  const called = new Set<string>();
  for (let i = 0; i < texts.length; i++)
    for (const [, name = ''] of (texts[i] ?? '').matchAll(/\b(\w+)\(/g)) {
      const body = called.has(name) ? undefined : macros.get(name);
      called.add(name);
      if (body) texts.push(body);
    }
  return texts.join('\n');
}
