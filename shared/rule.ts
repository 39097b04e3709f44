import { type Document, parseDocument } from 'yaml';
import zhCN from 'zod/v4/locales/zh-CN.js';
import {
  type Fault,
  type FaultKind,
  type Position,
  positionAt,
  RuleError,
  type Words,
} from './rule-error.ts';
import { type RuleHead, ruleHead } from './rule-head.ts';
import { locate, type Path } from './yaml-position.ts';

export type { ParameterValue, RuleHead, RuleParameter } from './rule-head.ts';

/** A rule is one SQL file: a YAML head between /*--- … ---*\/, then one SELECT with `$named` parameters. */

export interface Rule extends RuleHead {
  /** The SELECT alone. */
  readonly sql: string;
}

/** A rule with the way back from what it says to its place in the file. */
export interface RuleFile {
  readonly file: string;
  readonly text: string;
  readonly rule: Rule;
  /** Where a key or list item of the head is. */
  at(path: Path): Position;
  /** @param offset in `rule.sql`, in UTF-16 units */
  atSql(offset: number): Position;
}

/**
 * Reads a rule file.
 * @param text the file's text
 * @param file its name, for the error
 * @throws RuleError that says what is wrong, and where
 */
export function readRule(text: string, file: string): RuleFile {
  const fault = (kind: FaultKind, offset: number, values: Fault['values'] = {}) =>
    new RuleError({ file, ...positionAt(text, offset), kind, values });
  const match = /^\s*\/\*---\r?\n([\s\S]*?)\r?\n---\*\/\s*([\s\S]*)$/d.exec(text);
  if (!match) throw fault('no-head', 0);
  const [, [headStart, headEnd] = [0, 0], [sqlStart] = [0, 0]] = match.indices ?? [];

  // Blank lines stand for the text before the head, so that offsets are those of the file.
  const doc = parseDocument('\n'.repeat(headStart) + text.slice(headStart, headEnd), { prettyErrors: false });
  const offsetOf = (path: Path) => locate(doc, path).offset || headStart;
  const [wrong] = doc.errors;
  if (wrong) throw fault('yaml', wrong.pos[0], { detail: wrong.message });
  const read = readHead(doc);
  if ('kind' in read) throw fault(read.kind, offsetOf(read.path), read.values);
  const sql = text.slice(sqlStart).trim().replace(/;\s*$/, '');
  if (!sql) throw fault('no-statement', sqlStart);
  return {
    file,
    text,
    rule: { ...read, sql },
    at: (path) => positionAt(text, offsetOf(path)),
    atSql: (offset) => positionAt(text, sqlStart + offset),
  };
}

interface WrongField {
  readonly kind: FaultKind;
  readonly path: Path;
  readonly values: Fault['values'];
}

/** The head, or the first thing that is wrong with it; a name that it does not know comes first, as it explains others. */
function readHead(doc: Document): RuleHead | WrongField {
  let yaml: unknown;
  try {
    yaml = doc.toJS();
  } catch (error) {
    return {
      kind: 'yaml',
      path: [],
      values: { detail: error instanceof Error ? error.message : String(error) },
    };
  }
  const result = ruleHead.safeParse(yaml);
  if (result.success) return result.data;
  const { issues } = result.error;
  const i = Math.max(
    0,
    issues.findIndex((issue) => issue.code === 'unrecognized_keys'),
  );
  const issue = issues[i];
  const path = issue?.path ?? [];
  if (issue?.code === 'unrecognized_keys')
    return {
      kind: 'unknown-field',
      path: [...path, issue.keys[0] ?? ''],
      values: { field: issue.keys.join(', ') },
    };
  const field = path.join('.');
  if (path.length > 0 && !locate(doc, path).found) return { kind: 'missing-field', path, values: { field } };
  const chinese = ruleHead.safeParse(yaml, { error: zhCN().localeError }).error?.issues[i];
  const detail: Words = { zh: chinese?.message ?? '', en: issue?.message ?? '' };
  return { kind: 'field', path, values: { field: field || 'head', detail } };
}

/** The rule alone. @throws RuleError */
export function parseRule(text: string, file: string): Rule {
  return readRule(text, file).rule;
}
