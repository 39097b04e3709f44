import { parse } from 'yaml';
import { z } from 'zod';

/** A rule is one SQL file: a YAML head between /*--- … ---*\/, then one SELECT with `$named` parameters. */

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** A text that is the same in both languages (`ISO/IEC 17021-1:2015`) may be written once. */
const eitherLanguage = z.union([
  z
    .string()
    .min(1)
    .transform((text) => ({ zh: text, en: text })),
  bilingual,
]);

/**
 * What may look like a lead and is none, and how the rule treats it: `case` names the cases of its fixture
 * (test/rules/fixtures) that show it giving no lead; `by_hand` marks what only a person can check.
 */
const falsePositive = z
  .strictObject({
    ...bilingual.shape,
    case: z
      .union([
        z
          .string()
          .min(1)
          .transform((name) => [name]),
        z.array(z.string().min(1)).min(1),
      ])
      .optional(),
    by_hand: z.literal(true).optional(),
  })
  .refine((note) => !(note.case && note.by_hand), 'either handled (case) or by_hand, not both');

const parameter = z.strictObject({
  type: z.enum(['integer', 'decimal', 'text', 'date', 'list']),
  default: z.union([z.number(), z.string(), z.array(z.string())]),
  min: z.number().optional(),
  max: z.number().optional(),
  title: bilingual,
});

const head = z.strictObject({
  code: z.string().regex(/^[A-Z]\d\d$/),
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  /** Raised whenever the same data could give another result. */
  version: z.number().int().positive(),
  title: bilingual,
  severity: z.enum(['高', '中', '低']),
  evidence: z.enum(['E1', 'E2', 'E3']),
  /** Dataset whose rows are judged. */
  subject: z.string(),
  /** Output columns that name the subject; with the rule id they make the stable id of a finding. */
  keys: z.array(z.string()).min(1),
  /** `dataset.field`, or alternatives `dataset.field | dataset.field`. */
  needs: z.array(z.string()).min(1),
  params: z.record(z.string(), parameter).default({}),
  basis: z
    .array(
      z.strictObject({
        zh: z.string(),
        en: z.string(),
        source: eitherLanguage,
        status: z.enum(['verified', 'recall', 'unverified', 'heuristic']),
      }),
    )
    .min(1),
  logic: bilingual,
  false_positives: z.array(falsePositive).min(1),
  /** Sentence of a lead; `{column}` is filled from the SELECT's columns. */
  message: bilingual,
});

export type RuleHead = z.infer<typeof head>;
export type RuleParameter = z.infer<typeof parameter>;
export type ParameterValue = RuleParameter['default'];
export interface Rule extends RuleHead {
  /** The SELECT alone. */
  readonly sql: string;
}

/**
 * Reads a rule file.
 * @param text the file's text
 * @param name the file's name, for the error
 * @throws Error with one sentence that names the file and what is wrong with it.
 */
export function parseRule(text: string, name: string): Rule {
  const match = /^\s*\/\*---\r?\n([\s\S]*?)\r?\n---\*\/\s*([\s\S]*)$/.exec(text);
  if (!match?.[1] || !match[2]) throw new Error(`${name}: no head between /*--- and ---*/`);
  let yaml: unknown;
  try {
    yaml = parse(match[1]);
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }
  const result = head.safeParse(yaml);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`${name}: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  return { ...result.data, sql: match[2].trim().replace(/;\s*$/, '') };
}
