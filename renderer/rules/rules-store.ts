import { create } from 'zustand';
import { localToday } from '../../shared/clock.ts';
import type { ParameterValue } from '../../shared/rule.ts';
import { openSession } from '../engine/session.ts';
import { forgetRuns } from '../engine/workspace.ts';
import type { Judgement, ParameterValues } from './judge.ts';
import { runnableRules, useOwn } from './own/own-store.ts';
import { keepRan, readRan } from './own/ran.ts';
import { lastJudgements, lastRun, type Run, runRules } from './run.ts';

interface RulesState {
  readonly asOf: string;
  readonly values: Readonly<Record<string, ParameterValues>>;
  readonly judgements: readonly Judgement[];
  readonly run: Run | null;
  readonly running: { readonly code: string; readonly done: number; readonly count: number } | null;
  /** Raised by each finished run, so that what shows results reads them again. */
  readonly generation: number;
  refresh(): Promise<void>;
  setAsOf(asOf: string): void;
  setValue(code: string, param: string, value: ParameterValue): Promise<void>;
  /** Runs all rules, or those named. Resolves when done; a cancelled run keeps no results. */
  start(app: string, codes?: readonly string[], onResult?: (judgement: Judgement) => void): Promise<void>;
  cancel(): void;
}

let controller: AbortController | null = null;

export const useRules = create<RulesState>()((set, get) => ({
  asOf: localToday(),
  values: {},
  judgements: [],
  run: null,
  running: null,
  generation: 0,

  async refresh() {
    const engine = await openSession();
    const run = await lastRun(engine);
    const [saved] = await engine.rows<{ value: string }>(
      "SELECT value FROM setting WHERE name = 'parameters'",
    );
    useOwn.setState({ ran: await readRan(engine) });
    set({
      run,
      judgements: await lastJudgements(engine),
      values: saved ? JSON.parse(saved.value) : {},
      generation: get().generation + 1,
      ...(run ? { asOf: run.as_of } : {}),
    });
  },

  setAsOf: (asOf) => set({ asOf }),

  async setValue(code, param, value) {
    const values = { ...get().values, [code]: { ...get().values[code], [param]: value } };
    set({ values });
    const engine = await openSession();
    await engine.query("INSERT OR REPLACE INTO setting VALUES ('parameters', $value)", {
      value: JSON.stringify(values),
    });
  },

  async start(app, codes, onResult) {
    const engine = await openSession();
    const runnable = runnableRules();
    const chosen = codes ? runnable.filter((r) => codes.includes(r.code)) : runnable;
    controller = new AbortController();
    set({ running: { code: chosen[0]?.code ?? '', done: 0, count: chosen.length } });
    try {
      const { asOf, values } = get();
      await keepRan(engine, chosen);
      await forgetRuns(engine);
      await runRules(
        engine,
        { asOf, values, rules: chosen, app },
        (judgement, done) => {
          onResult?.(judgement);
          set({ running: { code: chosen[done]?.code ?? judgement.code, done, count: chosen.length } });
        },
        controller.signal,
      );
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      controller = null;
      set({ running: null });
      await get().refresh();
    }
  },

  cancel: () => controller?.abort(new DOMException('cancelled', 'AbortError')),
}));
