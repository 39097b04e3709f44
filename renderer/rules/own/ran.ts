import { type Rule, readRule } from '../../../shared/rule.ts';
import { RuleError } from '../../../shared/rule-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { isOwn, type OwnRule } from './own-rule.ts';

/** Keeps the files of the own rules that ran, because an analyst may change or remove them later. */
export async function keepRan(engine: Engine, rules: readonly Rule[]): Promise<void> {
  const files = rules.filter(isOwn).map(({ from }) => ({ file: from.file, text: from.text }));
  await engine.query("INSERT OR REPLACE INTO setting VALUES ('own_rules', $value)", {
    value: JSON.stringify(files),
  });
}

/** The own rules of the last run, as they were then; without those that this version of the program cannot read. */
export async function readRan(engine: Engine): Promise<OwnRule[]> {
  const [saved] = await engine.rows<{ value: string }>("SELECT value FROM setting WHERE name = 'own_rules'");
  const files: { file: string; text: string }[] = saved ? JSON.parse(saved.value) : [];
  const ran = await engine.rows<{ code: string }>('SELECT code FROM run_rule');
  return files.flatMap(({ file, text }) => {
    try {
      const from = readRule(text, file);
      return ran.some((r) => r.code === from.rule.code) ? [{ ...from.rule, from }] : [];
    } catch (error) {
      if (error instanceof RuleError) return [];
      throw error;
    }
  });
}
