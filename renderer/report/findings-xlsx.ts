import type { Rule } from '../../shared/rule.ts';
import { writeXlsx } from '../../shared/xlsx/writer.ts';
import type { Engine } from '../engine/engine.ts';
import type { Lang } from '../i18n/index.ts';
import { type FindingRow, findingRows } from './finding-rows.ts';
import { aboutSheet } from './sheets/about.ts';
import { choiceSheet } from './sheets/choices.ts';
import { dataSheet, problemSheet } from './sheets/data.ts';
import { leadSheet, suppressedSheet, undeterminedSheet } from './sheets/findings.ts';
import { ruleSheet } from './sheets/rules.ts';

export interface WorkbookRequest {
  readonly lang: Lang;
  readonly rules: readonly Rule[];
  /** The leads when they have been read already. */
  readonly leads?: readonly FindingRow[];
  /** Rows of the sheets that are not capped by Excel itself: not judged, problems. */
  readonly cap?: number;
}

const CAP = 100_000;

/** findings.xlsx: leads, those that the whitelist suppresses (if any), rules, rows not judged, what was settled of plans (if anything), data and reconciliation, problems, about. */
export async function findingsXlsx(engine: Engine, request: WorkbookRequest): Promise<Uint8Array> {
  const { lang, rules, cap = CAP } = request;
  const leads = request.leads ?? (await findingRows(engine, lang));
  const undetermined = await undeterminedSheet(engine, lang, rules, cap);
  const suppressed = await suppressedSheet(engine, lang, cap);
  const problems = await problemSheet(engine, lang, cap);
  const choices = await choiceSheet(engine, lang);
  const notes = [suppressed.note, undetermined.note, problems.note].filter((n) => n !== null);
  return writeXlsx([
    leadSheet(leads, lang),
    ...(suppressed.total > 0 ? [suppressed.sheet] : []),
    await ruleSheet(engine, lang, rules),
    undetermined.sheet,
    ...(choices ? [choices] : []),
    await dataSheet(engine, lang),
    problems.sheet,
    await aboutSheet(engine, lang, notes),
  ]);
}
