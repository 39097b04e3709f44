import type { Rule } from '../../shared/rule.ts';
import { chartSvg } from '../components/chart-image.ts';
import type { Engine } from '../engine/engine.ts';
import { leadsByBody, leadsByRule } from '../findings/chart-data.ts';
import { bodyChart, type Chart, chartThemes, ruleChart } from '../findings/charts.ts';
import type { Lang } from '../i18n/index.ts';
import { listSources, type Source } from '../import/load.ts';
import { countStanding, type PlanChoice, readStanding } from '../matches/choices.ts';
import { parametersRead } from '../rules/reads.ts';
import { type ListedRow, type RegulationEdit, readEdits, readRegulation } from '../rules/regulation/edits.ts';
import { lastRun, type Run } from '../rules/run.ts';
import { type Evidence, evidenceKey, evidenceOf } from './evidence-rows.ts';
import {
  type FindingRow,
  findingRows,
  type SuppressedRow,
  sheetRows,
  suppressedRows,
} from './finding-rows.ts';
import {
  importedSince,
  type Lack,
  type Period,
  type ProblemKind,
  readLacks,
  readPeriods,
  readProblemKinds,
  readTotals,
  type Totals,
} from './overview.ts';
import { type RunRule, readRunRules } from './run-rules.ts';

export interface Picture {
  readonly svg: string;
  readonly label: string;
  readonly note?: string;
}

/** One rule's leads as far as its table goes. */
export interface RuleLeads {
  readonly run: RunRule;
  readonly rule: Rule | null;
  readonly leads: readonly FindingRow[];
  /** The one body all leads name, when there is only one. */
  readonly onlyBody: string | null;
  readonly picture: Picture | null;
}

export interface LeadSheet {
  readonly lead: FindingRow;
  readonly rule: Rule | null;
  readonly evidence: Evidence;
}

/** Everything the printed report says, read from the workspace at one go. */
export interface ReportData {
  readonly run: Run | null;
  readonly importedSince: string | null;
  readonly sources: readonly Source[];
  readonly periods: readonly Period[];
  readonly problems: readonly ProblemKind[];
  readonly totals: Totals;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly runRules: readonly RunRule[];
  readonly notRun: readonly Rule[];
  readonly lacks: readonly Lack[];
  readonly suppressed: readonly SuppressedRow[];
  /** Rows of the regulation table that the rules of the run read. */
  readonly law: readonly ListedRow[];
  readonly edits: readonly RegulationEdit[];
  /** What the analyst settled of plans and counts, the newest first, as far as a table goes. */
  readonly choices: readonly PlanChoice[];
  readonly choicesInAll: number;
  readonly overview: Picture | null;
  /** The rules with leads, each with its table. */
  readonly byRule: readonly RuleLeads[];
  readonly sheets: readonly LeadSheet[];
}

export interface Caps {
  /** Leads in one rule's table, if there are few of them in all. */
  readonly table: number;
  /** Leads in the tables of all rules together. */
  readonly tables: number;
  readonly sheets: number;
  /** Evidence rows on one lead sheet. */
  readonly evidence: number;
}

/** Leads that stand in the table of their rule. */
export const listedLeads = (data: ReportData): number =>
  data.byRule.reduce((n, { leads }) => n + leads.length, 0);

/** A thousand leads are some seventy pages; who wants all of them sorts and filters a list. */
export const CAPS: Caps = { table: 200, tables: 1000, sheets: 60, evidence: 20 };

/** How many leads each rule's table may have, so that all together stay below the cap and no rule crowds out another. */
export function tableCap(leads: readonly number[], caps: Caps): number {
  let rest = caps.tables;
  for (const [i, n] of leads.toSorted((a, b) => a - b).entries()) {
    const share = Math.max(1, Math.floor(rest / (leads.length - i)));
    if (n > share) return Math.min(caps.table, share);
    rest -= n;
  }
  return caps.table;
}

const CHART_WIDTH = 660;
const NAME_WIDTH = 250;
const TITLE_WIDTH = 330;

async function lawOf(engine: Engine, runRules: readonly RunRule[]): Promise<ListedRow[]> {
  const all = await readRegulation(engine);
  const known = new Set(all.map((r) => r.parameter));
  const read = new Set(runRules.flatMap((r) => parametersRead(r.sql, known)));
  return all.filter((r) => read.has(r.parameter));
}

const draw = (chart: Chart): Picture => ({
  svg: chartSvg(chart.option, CHART_WIDTH, chart.height),
  label: chart.label,
  note: chart.note,
});

export async function readReport(
  engine: Engine,
  lang: Lang,
  allRules: readonly Rule[],
  caps: Caps = CAPS,
): Promise<ReportData> {
  const look = { lang, theme: chartThemes.print, nameWidth: NAME_WIDTH };
  const rules = new Map(allRules.map((r) => [r.code, r]));
  const run = await lastRun(engine);
  const runRules = await readRunRules(engine);
  const withLeads = (await leadsByRule(engine)).filter((r) => r.leads > 0);
  const titled = withLeads.map((r) => ({ ...r, title: rules.get(r.code)?.title[lang] }));

  const cap = tableCap(
    withLeads.map((r) => r.leads),
    caps,
  );
  const byRule: RuleLeads[] = [];
  for (const entry of runRules.filter((r) => withLeads.some((w) => w.code === r.code))) {
    const bodies = await leadsByBody(engine, entry.code);
    const single = bodies.bodies.length === 1;
    byRule.push({
      run: entry,
      rule: rules.get(entry.code) ?? null,
      leads: await findingRows(engine, lang, entry.code, cap),
      onlyBody: single ? (bodies.bodies[0]?.name ?? null) : null,
      picture: single ? null : draw(bodyChart(bodies, look)),
    });
  }
  const chosen = await sheetRows(engine, lang, caps.sheets);
  const evidence = await evidenceOf(engine, chosen, caps.evidence);
  return {
    run,
    importedSince: run ? await importedSince(engine, run.started_at) : null,
    sources: await listSources(engine),
    periods: await readPeriods(engine),
    problems: await readProblemKinds(engine),
    totals: await readTotals(engine),
    rules,
    runRules,
    notRun: allRules.filter((r) => !runRules.some((ran) => ran.code === r.code)),
    lacks: await readLacks(engine),
    law: await lawOf(engine, runRules),
    edits: await readEdits(engine),
    choices: await readStanding(engine, caps.table),
    choicesInAll: await countStanding(engine),
    suppressed: await suppressedRows(engine, lang, caps.table),
    overview: titled.length > 1 ? draw(ruleChart(titled, { ...look, nameWidth: TITLE_WIDTH })) : null,
    byRule,
    sheets: chosen.map((lead) => ({
      lead,
      rule: rules.get(lead.rule_code) ?? null,
      evidence: evidence.get(evidenceKey(lead)) ?? { rows: [], total: 0 },
    })),
  };
}
