import auditTime from '../../shared/sql/audit-time.sql?raw';
import judging from '../../shared/sql/judging.sql?raw';
import readValues from '../../shared/sql/read-values.sql?raw';
import type { WorkspaceTexts } from './workspace.ts';

const files = import.meta.glob<string>('../../shared/reference/*.csv', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The macro and reference files that the page is built with. */
export const texts: WorkspaceTexts = {
  macros: [readValues, judging, auditTime],
  reference: Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      `ref_${path.replace(/^.*\/|\.csv$/g, '').replaceAll('-', '_')}`,
      text,
    ]),
  ),
};
