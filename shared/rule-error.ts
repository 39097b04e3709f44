/** A place in a text as editors count: the first character is line 1, column 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** @param offset in UTF-16 units from 0; beyond the text it means the text's end. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - lineStart + 1 };
}

/** What can be wrong with a rule file; the sentence of each is in renderer/i18n. */
export type FaultKind =
  // the file
  | 'too-many'
  | 'too-large'
  | 'not-utf8'
  | 'unreadable'
  // its head
  | 'no-head'
  | 'yaml'
  | 'missing-field'
  | 'unknown-field'
  | 'field'
  | 'code'
  | 'same-code'
  | 'same-id'
  | 'built-in-id'
  | 'dataset'
  | 'need'
  // its statement
  | 'no-statement'
  | 'parameter'
  | 'not-select'
  | 'function'
  | 'extension'
  | 'sql'
  | 'columns'
  | 'message-column'
  | 'column-type'
  // what it found
  | 'too-many-rows'
  | 'verdict'
  | 'severity'
  | 'bare'
  | 'evidence';

/** A name or a value, or a sentence that comes in both languages. */
export type Words = string | { readonly zh: string; readonly en: string };

/** What is wrong with a rule file, and where. Plain data: it is kept with the run that failed. */
export interface Fault extends Position {
  readonly file: string;
  readonly kind: FaultKind;
  /** What the sentence names. */
  readonly values: Readonly<Record<string, Words>>;
}

/** A rule file cannot be used. The message is for developers; users read the fault in their language. */
export class RuleError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    const values = Object.values(fault.values).map((v) => (typeof v === 'string' ? v : v.en));
    super(`${fault.file}:${fault.line}:${fault.column}: ${[fault.kind, ...values].join(': ')}`);
    this.fault = fault;
  }
}
