import { openSession } from '../../../../renderer/engine/session.ts';
import { openWindow } from '../../../../renderer/engine/window.ts';
import { useImport } from '../../../../renderer/import/import-store.ts';
import { useRules } from '../../../../renderer/rules/rules-store.ts';
import { datasets } from '../../../../shared/datasets/index.ts';
import { ident } from '../../../../shared/sql/quote.ts';
import { chosen } from './tools.ts';
import { importChosen } from './workbooks.ts';

/** Rules that need no more than plans and certificates; one of them reads what is derived. */
const RULES = ['L10', 'L11', 'P11', 'S08'];
const AS_OF = '2024-06-30';

interface Store<S> {
  getState(): S;
  subscribe(listener: (state: S) => void): () => void;
}

/** Waits until a store is in that state. */
function until<S>(store: Store<S>, is: (state: S) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      if (!is(state)) return;
      stop();
      resolve();
    });
  });
}

/** Imports the chosen files and stops in the middle of the second. */
async function cancelledImport(): Promise<void> {
  const { offer, importAll, cancel, discard } = useImport.getState();
  await offer(chosen());
  const amid = until(useImport, (s) => s.progress?.index === 2);
  const done = importAll();
  await amid;
  cancel();
  await done;
  await discard();
}

async function removeAll(): Promise<void> {
  const { sources, remove } = useImport.getState();
  for (const source of sources) await remove(source);
}

async function cancelledRun(): Promise<void> {
  const { start, cancel } = useRules.getState();
  const amid = until(useRules, (s) => (s.running?.done ?? 0) > 1);
  const done = start('bench', RULES);
  await amid;
  cancel();
  await done;
}

/**
 * One round of what an analyst does: an import and a run that are cancelled, the same to their end, a look at rows, and
 * everything imported taken out again.
 * @throws Error when something is left, or a rule did not run
 */
export async function cycle(): Promise<void> {
  const engine = await openSession();
  useRules.getState().setAsOf(AS_OF);
  await cancelledImport();
  await removeAll();
  await importChosen();
  await cancelledRun();
  await useRules.getState().start('bench', RULES);
  const { judgements } = useRules.getState();
  if (judgements.length !== RULES.length || judgements.some((j) => j.status !== 'ran'))
    throw new Error(JSON.stringify(judgements));
  const window = await openWindow(engine, {
    table: 'certificate',
    sort: [{ column: 'org_name' }],
    filters: [],
  });
  await window.rows(0, 100);
  await window.close();
  await removeAll();
  const left = await rowsThere();
  if (left !== 0) throw new Error(`${left} rows are left`);
}

/** Rows of all datasets in the workspace. */
export async function rowsThere(): Promise<number> {
  const engine = await openSession();
  const counts = datasets.map(({ id }) => `(SELECT count(*) FROM ${ident(id)})`);
  const [found] = await engine.rows<{ n: number }>(`SELECT ${counts.join(' + ')} AS n`);
  return found?.n ?? 0;
}
