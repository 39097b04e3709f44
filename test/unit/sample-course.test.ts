import { describe, expect, test } from 'vitest';
import { addMonths, day, dayOf, iso, workdaysBetween } from '../../scripts/sample-data/days.ts';
import { makeWorld } from '../../scripts/sample-data/index.ts';
import type { CertificateRow, Visit } from '../../scripts/sample-data/records.ts';
import { sizeOf } from '../../scripts/sample-data/visit.ts';
import { LAST_DAY } from '../../scripts/sample-data/world.ts';

/**
 * The ordinary population read without any rule: who is in order is in order by a plain reading of the rule book too.
 * Certificates that the truth speaks of are left out.
 */
const world = makeWorld(11, 0, 1, { certificates: 2000 });
const spoken = new Set(
  [...world.truth.leads, ...world.truth.hardNegatives, ...world.truth.undetermined].flatMap((t) =>
    ('subject' in t ? [t.subject] : [t.cert_no, t.plan_no, t.auditor_id]).flatMap(
      (s) => s?.split('; ') ?? [],
    ),
  ),
);
const mentioned = (visit: Visit) =>
  visit.certificates.some((c) => spoken.has(c.no)) ||
  visit.plans.some((p) => spoken.has(p.plan_no)) ||
  visit.signIns.some((s) => spoken.has(s.signer_id)) ||
  visit.team.some((p) => spoken.has(p.id));
const visits = world.visits.filter((v) => !mentioned(v));
// What else the same organisation has is part of the matter.
const concerned = new Set(world.visits.filter(mentioned).map((v) => v.org));
const planted = new Set(
  world.visits.filter((v) => concerned.has(v.org)).flatMap((v) => v.rows.map((row) => row.cert_no)),
);

const byCertificate = new Map<string, CertificateRow[]>();
for (const row of [...world.visits.flatMap((v) => v.rows), ...world.extraRows]) {
  if (planted.has(row.cert_no) || row.is_sub || row.scheme_code === 'C01') continue;
  byCertificate.set(row.cert_no, [...(byCertificate.get(row.cert_no) ?? []), row]);
}
const certificates = [...byCertificate.entries()].map(([no, rows]) => ({
  no,
  rows: rows.sort((a, b) => (a.report_date < b.report_date ? -1 : a.report_date > b.report_date ? 1 : 0)),
}));
const wrong = (of: (c: (typeof certificates)[number]) => boolean) =>
  certificates.filter(of).map(({ no }) => no);
const audits = (rows: readonly CertificateRow[], ...kinds: string[]) =>
  rows.filter((row) => kinds.includes(row.activity_code));

describe('an ordinary certificate', () => {
  test('there are many of them, and they end in many ways', () => {
    expect(certificates.length).toBeGreaterThan(1000);
    const ends = new Set(certificates.map(({ rows }) => rows.at(-1)?.status));
    expect([...ends].sort()).toEqual(['01', '02', '03', '04', '05']);
    expect(certificates.some(({ rows }) => rows.some((row) => row.prev_cb?.includes('CNCA')))).toBe(true);
  });

  test('has its surveillances within twelve months, or is suspended before, or ends', () => {
    const late = wrong(({ rows }) => {
      const ends = rows
        .filter((row) => row.status !== '01')
        .map((row) => day(row.change_date ?? row.report_date));
      let since = day(rows[0]?.issue_date ?? '');
      for (const audit of audits(rows, '03').map((row) => day(row.audit_end))) {
        if (audit > addMonths(since, 12) && !ends.some((e) => e <= addMonths(since, 12))) return true;
        since = audit;
      }
      // The audit for the next cycle takes the place of a surveillance; its certificate replaces this one soon after.
      const replaced = rows.at(-1)?.status === '04' || rows.at(-1)?.status === '05' ? 75 : 0;
      return Math.min(LAST_DAY, ...ends) > addMonths(since, 12) + replaced;
    });
    expect(late).toEqual([]);
  });

  test('is not valid beyond its expiry, nor suspended for more than six months', () => {
    const expired = wrong(({ rows }) => {
      const last = rows.at(-1) as CertificateRow;
      return last.status === '01' && day(last.expiry_date) < LAST_DAY;
    });
    const suspended = wrong(({ rows }) => {
      const last = rows.at(-1) as CertificateRow;
      return last.status === '02' && addMonths(day(last.suspend_start ?? ''), 6) < LAST_DAY;
    });
    expect([expired, suspended]).toEqual([[], []]);
  });

  test('is issued some working days after the audit and reported by the tenth of the next month', () => {
    const rushed = wrong(({ rows }) =>
      audits(rows, '01', '02').some((row) => workdaysBetween(day(row.audit_end), day(row.issue_date)) <= 1),
    );
    const late = wrong(({ rows }) =>
      rows.some((row) => {
        const issued = ['01', '02'].includes(row.activity_code) ? row.issue_date : null;
        const event = row.change_date ?? issued;
        if (event === null) return false;
        const limit = iso(addMonths(day(`${event.slice(0, 8)}01`), 1) + 9);
        return row.report_date > limit || row.report_date < event;
      }),
    );
    expect([rushed, late]).toEqual([[], []]);
  });

  test('has a number that fits its year, its cycle and its headcount', () => {
    const odd = wrong(({ no, rows }) =>
      rows.some((row) => {
        const parts = /^(?:LZ\d{4}-(\d\d)[A-Z]+\d{5}-(\d)|\d{4}(\d\d)[A-Z]+\d{5}R(\d)([SML]))$/.exec(no);
        const year = parts?.[1] ?? parts?.[3];
        const cycle = parts?.[2] ?? parts?.[4];
        return (
          year !== row.issue_date.slice(2, 4) ||
          Number(cycle) !== row.recert_count ||
          (parts?.[5] !== undefined && parts[5] !== sizeOf(row.staff_system))
        );
      }),
    );
    expect(odd).toEqual([]);
  });

  test('takes for a surveillance at least a third of its first audit', () => {
    const little = wrong(({ rows }) => {
      const first = audits(rows, '01')[0]?.mandays;
      return Boolean(first) && audits(rows, '03').some((row) => (row.mandays ?? 0) < (first as number) / 3);
    });
    expect(little).toEqual([]);
  });
});

describe('an ordinary audit', () => {
  test('is planned before it begins, by people who do not decide on it', () => {
    for (const visit of visits) {
      for (const plan of visit.plans)
        expect(plan.reported_at.slice(0, 10) < iso(dayOf(plan.from))).toBe(true);
      const team = new Set(visit.team.map((p) => p.name));
      for (const row of visit.rows) {
        for (const name of row.deciders?.split('；') ?? []) expect(team.has(name), row.cert_no).toBe(false);
      }
    }
  });

  test('has a week between its stages, and recertifications are on site', () => {
    for (const { members, plans } of visits) {
      const ends = members.filter((m) => m.stage_code === '0101').map((m) => dayOf(m.to));
      const begins = members.filter((m) => m.stage_code === '0102').map((m) => dayOf(m.from));
      if (ends.length > 0) expect(Math.min(...begins) - Math.max(...ends)).toBeGreaterThan(7);
      for (const p of plans) if (p.activity_code === '02') expect(p.audit_mode, p.plan_no).toBe('FS01');
    }
  });

  test('is signed by a member for more than two hours, and what was odd is explained', () => {
    let odd = 0;
    for (const visit of visits) {
      const team = new Set(visit.team.map((p) => p.id));
      for (const row of visit.signIns) {
        expect(team.has(row.signer_id), row.plan_no).toBe(true);
        const hours = (Date.parse(row.last_at ?? '') - Date.parse(row.first_at ?? '')) / 3_600_000;
        expect(hours).toBeGreaterThan(2);
        if (row.anomaly_type === null) continue;
        odd += 1;
        expect(
          workdaysBetween(dayOf(visit.to), day(row.explained_at?.slice(0, 10) ?? '')),
        ).toBeLessThanOrEqual(5);
      }
    }
    expect(odd).toBeGreaterThan(5);
  });

  test('leaves nobody with more than fifty organisations or 220 days a year', () => {
    const organisations = new Map<string, Set<string>>();
    const halves = new Map<string, Set<number>>();
    for (const { org, members } of visits) {
      for (const m of members) {
        const year = `${m.auditor_id} ${iso(dayOf(m.from)).slice(0, 4)}`;
        organisations.set(year, (organisations.get(year) ?? new Set()).add(org.code));
        const days = halves.get(year) ?? new Set();
        for (let h = m.from; h <= m.to; h++) days.add(h);
        halves.set(year, days);
      }
    }
    expect(Math.max(...[...organisations.values()].map((s) => s.size))).toBeLessThan(40);
    expect(Math.max(...[...halves.values()].map((s) => s.size / 2))).toBeLessThan(150);
  });

  test('is done by people who are registered with the body', () => {
    const registered = new Set(world.registrations.map((p) => `${p.auditor_id} ${p.cb_approval_no}`));
    for (const visit of visits) {
      for (const p of visit.team) {
        expect(registered.has(`${p.id} ${visit.body.approvalNo}`), p.name).toBe(true);
      }
    }
  });
});
