import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const lock: { packages: Record<string, { version?: string }> } = JSON.parse(read('package-lock.json'));
const own: { dependencies: Record<string, string>; devDependencies: Record<string, string> } = JSON.parse(
  read('package.json'),
);
const all = { ...own.dependencies, ...own.devDependencies };

test('there is one apache-arrow: with a second one, results come back empty without an error', () => {
  const copies = Object.keys(lock.packages).filter((path) => path.endsWith('node_modules/apache-arrow'));
  expect(copies).toEqual(['node_modules/apache-arrow']);
  expect(lock.packages['node_modules/apache-arrow']?.version).toBe('17.0.0');
});

test('every version is pinned', () => {
  // DuckDB counts the releases of its packages for Node behind the version of the engine: 1.4.4-r.3.
  for (const [name, version] of Object.entries(all))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-r\.\d+)?$/);
});

test('every dependency says in docs/dependencies.md why it is there', () => {
  const text = read('docs/dependencies.md');
  for (const name of Object.keys(all).filter((n) => !n.startsWith('@types/')))
    expect(text, name).toContain(name);
});

test('the lock names no registry', () => {
  expect(read('package-lock.json')).not.toContain('"resolved"');
});
