import { auditorRegister } from './auditor-file.ts';
import { bodyLists } from './body-file.ts';
import { monthlyReports, oldForm } from './certificate-files.ts';
import { decisionRecords, samplingResults } from './check-files.ts';
import { cccCertificates, listings } from './market-files.ts';
import { note } from './note-file.ts';
import { register } from './organisation-file.ts';
import { earlyPlans, plans, teams } from './plan-files.ts';
import { signIns } from './sign-in-file.ts';
import type { Export } from './table.ts';
import type { Target } from './target.ts';
import { workbook } from './workbook.ts';

/** Every file of a sample of so many blocks. */
export const exportsTo = (target: Target, blocks: number): Export[] => [
  bodyLists(target),
  register(target),
  auditorRegister(target),
  workbook(target),
  ...monthlyReports(target, blocks),
  oldForm(target),
  signIns(target),
  plans(target),
  earlyPlans(target),
  teams(target),
  decisionRecords(target),
  samplingResults(target),
  cccCertificates(target),
  listings(target),
  note(target),
];
