import { grouped } from '../../shared/grouped.ts';
import type { Append } from '../../shared/pieces.ts';
import type { Rule } from '../../shared/rule.ts';
import { LAST_ROW, type XlsxStream, xlsxPieces } from '../../shared/xlsx/writer.ts';
import type { Engine, Reader } from '../engine/engine.ts';
import type { Lead } from '../findings/lead.ts';
import { type Lang, textIn } from '../i18n/index.ts';
import { problemPortions } from '../import/problem-export.ts';
import { lastRun } from '../rules/run.ts';
import { counted } from './counted.ts';
import { findingPortions } from './finding-rows.ts';
import { aboutSheet } from './sheets/about.ts';
import { choiceSheet } from './sheets/choices.ts';
import { dataSheet, problemSheet } from './sheets/data.ts';
import { leadSheet, suppressedSheet, undeterminedSheet } from './sheets/findings.ts';
import { ruleSheet } from './sheets/rules.ts';

export interface WorkbookRequest {
  readonly lang: Lang;
  readonly rules: readonly Rule[];
  /** Hears how many rows of findings and problems have been written. */
  readonly told?: (rows: number) => void;
  /** A sheet with more rows goes on in the next one; by default Excel's own limit. */
  readonly lastRow?: number;
}

/**
 * findings.xlsx: leads, those that the whitelist suppresses (if any), rules, rows not judged, what was settled of plans (if
 * anything), data and reconciliation, problems, about. Findings and problems are read while they are written, all of one
 * state of the workspace.
 */
export async function writeFindingsXlsx(
  engine: Engine,
  { lang, rules, told, lastRow = LAST_ROW }: WorkbookRequest,
  append: Append,
): Promise<void> {
  const t = textIn(lang);
  const run = await lastRun(engine);
  const short = {
    rules: await ruleSheet(engine, lang, rules),
    choices: await choiceSheet(engine, lang),
    data: await dataSheet(engine, lang),
  };
  const notes: string[] = [];
  let rows = 0;
  /** The portions of a sheet, with a note when it goes on in another. */
  const noted = async function* <Row>(sheet: string, portions: AsyncIterable<readonly Row[]>) {
    let own = 0;
    yield* counted(portions, (more) => {
      own += more;
      rows += more;
      told?.(rows);
    });
    const sheets = Math.ceil(own / (lastRow - 1));
    if (sheets > 1) notes.push(t('report.book.continued', { sheet, rows: grouped(own), sheets }));
  };
  const sheets = async function* (reader: Reader): AsyncGenerator<XlsxStream> {
    const found = <V extends Lead['verdict']>(verdict: V) => {
      const name: Lead['verdict'] = verdict;
      return noted(t(`report.book.${name}`), findingPortions(reader, lang, verdict));
    };
    yield leadSheet(found('lead'), lang);
    if (await hasSuppressed(reader)) yield suppressedSheet(found('suppressed'), lang);
    yield short.rules;
    yield undeterminedSheet(found('undetermined'), lang, rules);
    if (short.choices) yield short.choices;
    yield short.data;
    yield problemSheet(noted(t('report.book.problems'), problemPortions(reader)), lang);
    yield aboutSheet(run, lang, notes);
  };
  await engine.snapshot(async (reader) => {
    for await (const piece of xlsxPieces(sheets(reader), lastRow)) await append(piece);
  });
}

async function hasSuppressed(reader: Reader): Promise<boolean> {
  const found = await reader.rows("SELECT 1 FROM finding WHERE verdict = 'suppressed' LIMIT 1");
  return found.length > 0;
}
