import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyCount } from '../../scripts/sample-data/bodies.ts';
import { isValidUscc } from '../../scripts/sample-data/codes.ts';
import { readOptions, run } from '../../scripts/sample-data/command.ts';
import type { ImportTruth } from '../../scripts/sample-data/files/table.ts';
import { memoryTarget } from '../../scripts/sample-data/files/target.ts';
import { makeWorld, writeSample } from '../../scripts/sample-data/index.ts';
import { plants } from '../../scripts/sample-data/rules/index.ts';
import type { World } from '../../scripts/sample-data/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'certscope-sample-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rowsOf = (world: World) => [...world.visits.flatMap((v) => v.rows), ...world.extraRows];
const plansOf = (world: World) => [...world.visits.flatMap((v) => v.plans), ...world.extraPlans];
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('blocks of one sample', () => {
  // Far apart, and beyond the 1,296 branch codes that a plan number has room for.
  const worlds = [0, 1, 1296, 1999].map((block) => makeWorld(5, block, 2000, { certificates: 2000 }));

  test.each([
    ['organisation codes', (w: World) => w.organisations.map((o) => o.registeredCode).filter(isValidUscc)],
    ['organisation names', (w: World) => w.organisations.map((o) => o.name)],
    ['persons', (w: World) => w.registrations.map((p) => p.auditor_id)],
    ['registration numbers', (w: World) => w.registrations.map((p) => p.reg_no)],
    ['certificate numbers', (w: World) => [...w.lastVisit.keys()].map((c) => c.no)],
    ['plan numbers', (w: World) => plansOf(w).map((p) => p.plan_no)],
  ])('have no %s in common', (_, of) => {
    const sets = worlds.map((w) => new Set(of(w)));
    expect(sets[0]?.size).toBeGreaterThan(100);
    expect(new Set(sets.flatMap((s) => [...s])).size).toBe(sets.reduce((n, s) => n + s.size, 0));
  });

  test('within a block no two audits share a plan number, and no two certificates a number but the planted one', () => {
    for (const world of worlds) {
      const plans = plansOf(world).map((p) => p.plan_no);
      expect(new Set(plans).size).toBe(plans.length);
      const numbers = [...world.lastVisit.keys()].map((c) => c.no);
      const twice = numbers.filter((no, i) => numbers.indexOf(no) !== i);
      const planted = world.truth.leads.flatMap((l) => (l.rule === 'L11' ? [l.cert_no] : []));
      expect(twice.filter((no) => !planted.includes(no))).toEqual([]);
    }
  });

  test('have about two thousand certificates each, with something planted for every rule', () => {
    for (const world of worlds) {
      const reported = new Set(rowsOf(world).map((row) => row.cert_no)).size;
      expect(reported).toBeGreaterThan(1980);
      expect(reported).toBeLessThan(2200);
      const planted = new Set(world.truth.leads.map((l) => l.rule));
      for (const rule of Object.keys(plants)) expect(planted.has(rule), rule).toBe(true);
    }
  });

  test('share one official list, which grows slowly', () => {
    expect([1, 10, 100, 2000].map(bodyCount)).toEqual([30, 87, 250, 990]);
    const [first, last] = [worlds[0], worlds.at(-1)];
    expect(first?.listed.length).toBe(990);
    expect(last?.bodies.length).toBe(30);
    const listed = new Set(first?.listed.map((b) => b.cb_approval_no));
    for (const body of last?.bodies ?? []) expect(listed.has(body.approvalNo), body.approvalNo).toBe(true);
    expect(new Set(first?.listed.map((b) => b.cb_name)).size).toBe(990);
  });
});

describe('a sample of two blocks in a folder', () => {
  const inMemory = memoryTarget();
  let imports: ImportTruth[] = [];
  let certificates = 0;

  beforeAll(async () => {
    expect(await run(['--out', folder, '--certificates', '4000', '--seed', '9'])).toBe(0);
    imports = writeSample(inMemory, 9, 4000, (world) => {
      certificates += world.lastVisit.size;
    });
  });

  test('is the same as in memory, byte for byte, and leaves nothing else behind', () => {
    const files = inMemory.files();
    for (const [name, bytes] of files) {
      expect(Buffer.compare(readFileSync(join(folder, name)), bytes), name).toBe(0);
    }
    const others = readdirSync(folder).filter((name) => !files.has(name));
    expect(others.sort()).toEqual(['matches.csv', 'truth.json', 'truth.jsonl']);
  });

  test('says in truth.json what its files come to', () => {
    const truth = JSON.parse(read('truth.json'));
    expect(truth).toMatchObject({ seed: 9, certificates });
    expect(truth.imports).toEqual(imports);
    for (const i of imports) {
      if (!i.file.endsWith('.csv') || i.file === '企业登记信息.csv') continue;
      const lines = readFileSync(join(folder, i.file)).filter((byte) => byte === 10).length;
      expect(lines, i.file).toBe(i.records + 1);
    }
    const lines = read('truth.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const [rule, n] of Object.entries(truth.leads)) {
      expect(lines.filter((l) => l.kind === 'lead' && l.rule === rule).length, rule).toBe(n);
    }
  });

  test('knows of every plan that led to an audit which certificate it belongs to', () => {
    const [head, ...lines] = read('matches.csv').trimEnd().split('\n');
    expect(head).toBe('plan_no,cert_no,activity,audit_end');
    const exported = ['审核计划_2021-2023.csv', '审核计划_2024-2025.csv'].flatMap((name) =>
      read(name)
        .split('\n')
        .slice(1)
        .map((line) => line.slice(0, line.indexOf(',')).trim()),
    );
    const matched = new Set(lines.map((line) => line.slice(0, line.indexOf(','))));
    expect(matched.size).toBe(lines.length);
    const without = exported.filter((no) => no !== '' && !matched.has(no)).length;
    expect(without).toBeGreaterThan(100);
    expect(without).toBeLessThan(exported.length / 5);
  });
});

describe('what is asked for', () => {
  test.each([
    [[], '--out FOLDER is missing: a sample of any size goes into a folder.'],
    [['--out', 'x', '--certificates', '1999'], 'from 2,000 to 4,000,000, not "1999"'],
    [['--out', 'x', '--certificates', '4000001'], 'from 2,000 to 4,000,000, not "4000001"'],
    [['--out', 'x', '--certificates', 'many'], 'not "many"'],
    [['--out', 'x', '--seed', '1.5'], '--seed takes a whole number, not "1.5"'],
    [['--out', 'x', '--rows', '5'], '--rows'],
  ])('%j is refused in a sentence', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });

  test('the least and the most are taken', () => {
    expect(readOptions(['--out', 'x', '--certificates', '4000000']).certificates).toBe(4_000_000);
    expect(readOptions(['--out', 'x']).certificates).toBe(2000);
  });
});
