import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Candidate,
  givingWay,
  headerCells,
  mapColumn,
  readAs,
} from '../../../renderer/import/candidate.ts';
import { inspectFile } from '../../../renderer/import/inspect.ts';
import { missingFields } from '../../../renderer/import/screen/missing-fields.tsx';
import { directReader } from '../../support/reader.ts';

const HEADER = '审核计划编号,组织名称,签到人,首次会议签到时间,末次会议签到时间,偏差,偏差距离';
const TEXT = `签到月报\n${HEADER}\n1,甲,张,2026-03-05 09:00,,,1.5\n`;

async function inspect(text: string): Promise<Candidate> {
  const [candidate] = await inspectFile(directReader(), new File([text], 'a.csv'));
  if (!candidate) throw new Error('nothing was found');
  return candidate;
}

const mapping = (c: Candidate) =>
  Object.fromEntries(c.recognition?.columns.map((m) => [m.field, m.position]) ?? []);

let candidate: Candidate;
beforeAll(async () => {
  candidate = await inspect(TEXT);
});

describe('a column', () => {
  test('is given to another field, which lets go of the column it had', () => {
    const changed = mapColumn(candidate, 5, 'deviation_km');
    expect(mapping(changed)).toMatchObject({ deviation_km: 5, signer_name: 2 });
    expect(Object.keys(mapping(changed))).toHaveLength(6);
    expect(changed.recognition?.unmapped).toEqual(['偏差距离']);
    expect(changed.recognition?.columns.find((m) => m.field === 'deviation_km')?.header).toBe('偏差');
  });

  test('is given to none', () => {
    const changed = mapColumn(candidate, 2, null);
    expect(mapping(changed)).not.toHaveProperty('signer_name');
    expect(changed.recognition?.unmapped).toEqual(['签到人', '偏差']);
  });

  test('of a sheet without a header goes by its letter', async () => {
    const bare = readAs(await inspect('1,甲,张\n2,乙,李\n'), { dataset: 'sign_in', headerRow: 0 });
    expect(bare.recognition && headerCells(bare.recognition).map((h) => h.text)).toEqual(['A', 'B', 'C']);
    expect(mapping(mapColumn(bare, 0, 'plan_no'))).toEqual({ plan_no: 0 });
  });
});

describe('a sheet', () => {
  test('is taken for another dataset, of which nothing is known yet', () => {
    const replacing = { ...candidate, fate: 'replace', replaces: [7], remembered: true } as const;
    const changed = readAs(replacing, { dataset: 'audit_plan' });
    expect(changed.recognition?.dataset.id).toBe('audit_plan');
    expect(changed).toMatchObject({ fate: 'add', replaces: [], twin: null, related: [], remembered: false });
  });

  test('is read with another row for its header', () => {
    expect(readAs(candidate, { headerRow: 1 }).recognition?.headerRow).toBe(1);
    expect(readAs(candidate, { headerRow: 2 }).recognition).toMatchObject({ headerRow: 2, width: 7 });
  });

  test('makes others give way only when it is to replace them', () => {
    expect(givingWay({ ...candidate, fate: 'replace', replaces: [7, 8] })).toEqual([7, 8]);
    for (const fate of ['add', 'skip'] as const) {
      expect(givingWay({ ...candidate, fate, replaces: [7, 8] })).toEqual([]);
    }
  });
});

describe('missing fields', () => {
  const rule = (code: string, ...needs: string[]) => ({ code, title: code, needs });
  const codes = (...rules: ReturnType<typeof rule>[]) =>
    candidate.recognition &&
    missingFields(candidate.recognition, rules).map((m) => [m.field, ...m.rules.map((r) => r.code)]);

  test('are those that rules need and no column feeds, with the rules', () => {
    expect(
      codes(
        rule('P01', 'sign_in.plan_no', 'sign_in.anomaly_type'),
        rule('P02', 'sign_in.anomaly_type', 'sign_in.first_lat'),
      ),
    ).toEqual([
      ['anomaly_type', 'P01', 'P02'],
      ['first_lat', 'P02'],
    ]);
  });

  test('are none where another way is open, here or in another dataset', () => {
    expect(
      codes(
        rule('P01', 'sign_in.first_lat | sign_in.deviation_km'),
        rule('P02', 'sign_in.first_lat | audit_plan.lat'),
        rule('D01', 'certificate.cert_no'),
      ),
    ).toEqual([]);
  });
});
