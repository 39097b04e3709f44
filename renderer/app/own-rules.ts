import { OWN_RULES } from '../../shared/bridge.ts';
import type { Fault } from '../../shared/rule-error.ts';
import { useOwn } from '../rules/own/own-store.ts';
import type { ListedFile } from '../rules/own/read-own.ts';
import { newRule } from '../rules/own/template.ts';
import { ask, hasShell } from './shell.ts';

const START = { line: 1, column: 1 } as const;

/** Reads the rules folder again. What cannot be read is listed with the reason; nothing of it stops anything else. */
export async function reloadOwnRules(): Promise<void> {
  if (!hasShell()) return;
  const { take, folder: before } = useOwn.getState();
  try {
    const { folder, files, left } = await ask('listRules', undefined);
    const limits = { limit: String(OWN_RULES.files), left: String(left) };
    const tooMany: Fault = { file: '*.sql', ...START, kind: 'too-many', values: limits };
    const listed = files.map((f): ListedFile => {
      if ('text' in f) return f;
      const { name: file, line, column, why: kind, detail } = f;
      return {
        name: file,
        fault: { file, line, column, kind, values: { detail, limit: String(OWN_RULES.bytes / 1024) } },
      };
    });
    await take(folder, left > 0 ? [...listed, { name: tooMany.file, fault: tooMany }] : listed);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const fault: Fault = { file: '*.sql', ...START, kind: 'unreadable', values: { detail } };
    await take(before ?? '', [{ name: fault.file, fault }]);
  }
}

export const openRulesFolder = (): Promise<void> => ask('openRulesFolder', undefined);

/** Puts a new rule into the rules folder and opens that. @returns the file's name; null when all codes are used */
export async function createOwnRule(): Promise<string | null> {
  await reloadOwnRules();
  const { rules, broken } = useOwn.getState();
  const names = [...rules.map((r) => r.from.file), ...broken.map((f) => f.file)];
  const made = newRule(
    names,
    rules.map((r) => r.code),
  );
  if (!made) return null;
  await ask('addRule', made);
  await reloadOwnRules();
  await openRulesFolder();
  return made.name;
}
