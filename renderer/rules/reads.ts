import { derived, derivedFor } from './derive.ts';

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

/**
 * Names of the regulation parameters that a statement looks up, itself or by what it is made of:
 * `in_force('max_cut', …)`; with `in_force('time_share_' || …)` every one that begins so.
 */
export function parametersRead(sql: string, known: Iterable<string>): string[] {
  const named = [...unfolded(sql).matchAll(/in_force\(\s*'(\w+)'(\s*\|\|)?/g)];
  return [...known].filter((parameter) =>
    named.some(([, name = '', joined]) => (joined ? parameter.startsWith(name) : parameter === name)),
  );
}

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
