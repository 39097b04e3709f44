import type { World } from '../world.ts';
import { auditorRegister } from './auditor-file.ts';
import { bodyLists } from './body-file.ts';
import { monthlyReport, oldForm } from './certificate-files.ts';
import { decisionRecords, samplingResults } from './check-files.ts';
import { cccCertificates, listings } from './market-files.ts';
import { note } from './note-file.ts';
import { register } from './organisation-file.ts';
import { earlyPlans, plans, teams } from './plan-files.ts';
import { signIns } from './sign-in-file.ts';
import type { ExportFile } from './table.ts';
import { workbook } from './workbook.ts';

/** Every file of a sample of one block. */
export const exportsOf = (world: World): ExportFile[] => [
  bodyLists(world),
  register(world),
  auditorRegister(world),
  workbook(world),
  monthlyReport(world),
  oldForm(world),
  signIns(world),
  plans(world),
  earlyPlans(world),
  teams(world),
  decisionRecords(world),
  samplingResults(world),
  cccCertificates(world),
  listings(world),
  note,
];
