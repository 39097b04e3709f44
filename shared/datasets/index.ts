import { auditPlan } from './audit-plan.ts';
import { auditTeam } from './audit-team.ts';
import { auditTime } from './audit-time.ts';
import { auditor } from './auditor.ts';
import { cbRule } from './cb-rule.ts';
import { cbScope } from './cb-scope.ts';
import { cccCertificate } from './ccc-certificate.ts';
import { certificate } from './certificate.ts';
import { certificationBody } from './certification-body.ts';
import type { Dataset, Field } from './dataset.ts';
import { decision } from './decision.ts';
import { listing } from './listing.ts';
import { organisation } from './organisation.ts';
import { qualitySampling } from './quality-sampling.ts';
import { signIn } from './sign-in.ts';

export type { Dataset, Field, FieldType } from './dataset.ts';

/** Every dataset, in the order a certificate comes about, and last what it is judged by. Adding a dataset is adding a file and a line here. */
export const datasets: readonly Dataset[] = [
  certificationBody,
  cbScope,
  cbRule,
  organisation,
  auditor,
  auditPlan,
  auditTeam,
  signIn,
  certificate,
  decision,
  qualitySampling,
  cccCertificate,
  listing,
  auditTime,
];

/** The dataset with this id. Throws on an id that no file declares. */
export function dataset(id: string): Dataset {
  const found = datasets.find((d) => d.id === id);
  if (!found) throw new Error(`no dataset named ${id}`);
  return found;
}

/** Title of a field; an id that the dataset does not declare stays as it is. */
export function fieldTitle(d: Dataset, fieldId: string, lang: 'zh' | 'en'): string {
  return d.fields.find((f) => f.id === fieldId)?.[lang] ?? fieldId;
}

/** The field of a dataset, or undefined. */
export function field(datasetId: string, fieldId: string): Field | undefined {
  return dataset(datasetId).fields.find((f) => f.id === fieldId);
}
