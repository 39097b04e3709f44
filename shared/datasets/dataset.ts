/**
 * What a dataset is: one declaration per kind of export that an analyst can drop in. The recogniser, the
 * typed table, the data dictionary, the sample and the rules all read these declarations.
 */

/**
 * - `text`: as written, trimmed
 * - `identifier`: text to the last byte (leading zeros stay), only full-width forms and spaces are folded
 * - `date`: a calendar day
 * - `moment`: day and time; may carry the half-day suffix A/P (上午/下午) of the plan exports
 * - `integer`, `decimal`, `boolean`
 */
export type FieldType = 'text' | 'identifier' | 'date' | 'moment' | 'integer' | 'decimal' | 'boolean';

export interface Field {
  /** Column name in the typed table. */
  readonly id: string;
  readonly type: FieldType;
  readonly zh: string;
  readonly en: string;
  /** Other headers real exports use for it; `zh` and `id` always count. The first that matches wins. */
  readonly headers?: readonly string[];
  /** For `moment`: which end of a half-day or of a bare date is meant. */
  readonly edge?: 'start' | 'end';
}

export interface Dataset {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** A file is this dataset only if, for each group, at least one of the group's fields has a column. */
  readonly signature: readonly (readonly string[])[];
  /** Fields that together name a row. */
  readonly keys: readonly string[];
  readonly fields: readonly Field[];
}
