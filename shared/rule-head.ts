import { z } from 'zod';

/** What the YAML head of a rule file says. */

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

const parameter = z
  .strictObject({
    type: z.enum(['integer', 'decimal', 'text', 'date', 'list']),
    default: z.union([z.number(), z.string(), z.array(z.string())]),
    min: z.number().optional(),
    max: z.number().optional(),
    title: bilingual,
  })
  .check(({ value, issues }) => {
    const expected = VALUES[value.type];
    if (!expected.safeParse(value.default).success)
      issues.push({
        code: 'invalid_type',
        expected: NAMES[value.type],
        input: value.default,
        path: ['default'],
      });
  });

const VALUES = {
  integer: z.number().int(),
  decimal: z.number(),
  text: z.string(),
  date: z.iso.date(),
  list: z.array(z.string()),
};
const NAMES = { integer: 'int', decimal: 'number', text: 'string', date: 'date', list: 'array' } as const;

export const ruleHead = z.strictObject({
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

export type RuleHead = z.infer<typeof ruleHead>;
export type RuleParameter = z.infer<typeof parameter>;
export type ParameterValue = RuleParameter['default'];
/** The value that was set, if it is of the parameter's type: a rule of the same code may have had another one before. */
export function parameterValue(p: RuleParameter, set: ParameterValue | undefined): ParameterValue {
  return VALUES[p.type].safeParse(set).success && set !== undefined ? set : p.default;
}
