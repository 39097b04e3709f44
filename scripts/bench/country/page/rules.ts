import { openDuckDB } from '../../../../renderer/engine/duckdb.ts';
import { texts } from '../../../../renderer/engine/texts.ts';
import { prepareWorkspace } from '../../../../renderer/engine/workspace.ts';
import { inspectFile } from '../../../../renderer/import/inspect.ts';
import { loadSheet } from '../../../../renderer/import/load.ts';
import { startReader } from '../../../../renderer/import/read/client.ts';
import { rules } from '../../../../renderer/rules/catalogue.ts';
import { runRules } from '../../../../renderer/rules/run.ts';
import { type RuleTimes, timeRules } from '../../rules/times.ts';
import { chosen, remove, since, sizeOf } from './tools.ts';

const NAME = 'rules.duckdb';

/** Imports the chosen files, all their sheets, into a database that stays. */
export async function load(): Promise<{ seconds: number; rows: number; disk: number }> {
  await remove(NAME);
  const engine = await openDuckDB(`opfs://${NAME}`);
  await prepareWorkspace(engine, texts);
  const reader = startReader();
  const started = performance.now();
  let rows = 0;
  for (const file of chosen())
    for (const { recognition, ...candidate } of await inspectFile(reader, file))
      if (recognition) rows += (await loadSheet(engine, reader, { ...candidate, recognition })).loaded;
  const seconds = since(started);
  reader.terminate();
  await engine.close();
  return { seconds, rows, disk: await sizeOf(NAME) };
}

/** Runs all rules over what load() has left, and closes it as it was found but for their shared tables. */
export async function judgeAll(asOf: string): Promise<RuleTimes> {
  const engine = await openDuckDB(`opfs://${NAME}`);
  const times = await timeRules(engine, rules, asOf);
  await engine.close();
  return times;
}

/**
 * Runs all rules as the program does, changes one parameter and runs them all again: seconds, and what ran anew. The
 * database stays open, so that it can be looked at what it keeps.
 */
export async function again(
  asOf: string,
  code: string,
  changed: Readonly<Record<string, number>>,
): Promise<{ first: number; again: number; anew: string[] }> {
  const engine = await openDuckDB(`opfs://${NAME}`);
  const run = async (values: Parameters<typeof runRules>[1]['values']) => {
    const started = performance.now();
    const judgements = await runRules(engine, { asOf, values, rules, app: 'bench' });
    return { seconds: since(started), judgements };
  };
  const states = () =>
    engine.rows<{ code: string; state: string }>('SELECT code, state FROM run_rule ORDER BY code');
  const first = await run({});
  const before = await states();
  const second = await run({ [code]: changed });
  const anew = (await states()).filter(
    (now) => !before.some((b) => b.code === now.code && b.state === now.state),
  );
  return { first: first.seconds, again: second.seconds, anew: anew.map((a) => a.code) };
}
