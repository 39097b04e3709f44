import type { Job } from '../../shared/bridge.ts';
import { openSession } from '../engine/session.ts';
import { textIn } from '../i18n/index.ts';
import { useImport } from '../import/import-store.ts';
import { recordUnread, type Source } from '../import/load.ts';
import { reasonText } from '../import/reasons.ts';
import { SAMPLE_AS_OF, sampleFiles } from '../import/sample.ts';
import { EXPORTS } from '../report/index.ts';
import { errorText, faultPlace, faultText } from '../rules/fault-text.ts';
import type { ParameterValues } from '../rules/judge.ts';
import { runnableRules, useOwn } from '../rules/own/own-store.ts';
import { readParameter } from '../rules/parameter-text.ts';
import { useRules } from '../rules/rules-store.ts';
import { exportWriter } from './exports.ts';
import { failureText } from './failure-text.ts';
import { reloadOwnRules } from './own-rules.ts';
import { ask, saveFile } from './shell.ts';
import { appVersion } from './version.ts';

/** A job that ends before its work: exit code and one sentence. */
class JobError extends Error {
  readonly exitCode: 1 | 2 | 3;
  constructor(exitCode: 1 | 2 | 3, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

const say = (line: string) => ask('reportProgress', { line });

/** The command line's way through the same steps that the screens offer. */
export async function runJob(job: Job): Promise<void> {
  try {
    await work(job);
    await ask('finishJob', { exitCode: 0, reason: null });
  } catch (error) {
    const reason = failureText(error, textIn(job.lang));
    await ask('finishJob', {
      exitCode: error instanceof JobError ? error.exitCode : 1,
      reason: reason.slice(0, 2000),
    });
  }
}

async function work(job: Job): Promise<void> {
  const started = performance.now();
  const t = textIn(job.lang);
  const engine = await openSession();
  await reloadOwnRules();
  for (const fault of useOwn.getState().broken)
    await say(t('app.job.broken', { place: faultPlace(fault), reason: faultText(fault, job.lang) }));
  const values = readValues(job);
  for (const { file, reason } of job.unreadable) {
    await recordUnread(engine, {
      file,
      sheet: null,
      bytes: null,
      encoding: null,
      sha256: null,
      reason: `unreadable|${reason}`,
    });
  }

  await useImport.getState().offer(job.sample ? await sampleFiles() : await jobFiles());
  const nameOf = (s: Source) => (s.sheet ? `${s.file}#${s.sheet}` : s.file);
  await useImport.getState().importAll((s) => {
    void say(t('app.job.imported', { ...s, name: nameOf(s), dataset: s.dataset ?? '' }));
  });
  const { sources } = useImport.getState();
  for (const s of sources.filter((source) => !source.dataset)) {
    await say(t('app.job.skipped', { name: nameOf(s), reason: reasonText(s.reason ?? '', job.lang) }));
  }
  if (!sources.some((s) => s.dataset)) throw new JobError(3, t('app.job.nothing', { count: sources.length }));

  const asOf = job.asOf ?? (job.sample ? SAMPLE_AS_OF : null);
  if (asOf) useRules.getState().setAsOf(asOf);
  useRules.setState({ values });
  await useRules.getState().start(appVersion, job.rules ?? undefined, (j) => {
    void say(
      t(`app.job.rule.${j.status}`, {
        ...j,
        missing: j.missing.join(', '),
        error: errorText(j.error, job.lang),
      }),
    );
  });

  for (const name of EXPORTS) {
    const totalMs = Math.round(performance.now() - started);
    const path = await saveFile(name, exportWriter(name, job.lang, { totalMs }));
    await say(t('app.job.wrote', { path: path ?? name }));
  }
}

async function jobFiles(): Promise<File[]> {
  await ask('offerJobFiles', undefined);
  const input = document.getElementById('job-files');
  return input instanceof HTMLInputElement ? [...(input.files ?? [])] : [];
}

/** The `--rules` and `--set` of the command line, checked against the rules there are. */
function readValues(job: Job): Record<string, ParameterValues> {
  const rules = runnableRules();
  const known = rules.map((r) => r.code);
  const unknown = [...(job.rules ?? []), ...job.set.map((s) => s.code)].find((code) => !known.includes(code));
  if (unknown) throw new JobError(2, `no rule ${unknown} (there are: ${known.join(', ')})`);
  const values: Record<string, ParameterValues> = {};
  for (const { code, param, value } of job.set) {
    const rule = rules.find((r) => r.code === code);
    try {
      if (rule) values[code] = { ...values[code], [param]: readParameter(rule, param, value) };
    } catch (error) {
      throw new JobError(2, error instanceof Error ? error.message : String(error));
    }
  }
  return values;
}
