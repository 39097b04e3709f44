import { create } from 'zustand';
import type { Rule } from '../../../shared/rule.ts';
import type { Fault } from '../../../shared/rule-error.ts';
import { openSession } from '../../engine/session.ts';
import { rules as builtIn } from '../catalogue.ts';
import type { OwnRule } from './own-rule.ts';
import { type ListedFile, type OwnRules, readOwn } from './read-own.ts';
import { bindOwn } from './try-own.ts';

interface OwnState extends OwnRules {
  /** Null as long as nobody has looked, and where there is no rules folder, as in a browser. */
  readonly folder: string | null;
  /** Text of each file that could be read, by name. */
  readonly texts: Readonly<Record<string, string>>;
  /** The own rules of the last run, as they were then. */
  readonly ran: readonly OwnRule[];
  /** Takes what is in the folder now. */
  take(folder: string | null, files: readonly ListedFile[]): Promise<void>;
}

export const useOwn = create<OwnState>()((set, get) => ({
  folder: null,
  rules: [],
  broken: [],
  texts: {},
  ran: [],
  async take(folder, files) {
    const texts = Object.fromEntries(files.flatMap((f) => ('text' in f ? [[f.name, f.text]] : [])));
    const read = readOwn(files, builtIn);
    const bound = read.rules.length > 0 ? await bindOwn(await openSession(), read, get().rules) : read;
    set({ folder, texts, ...bound });
  },
}));

/** The first line of what is wrong with a file, as the file has it; null where that is not known. */
export function faultyLine(fault: Fault, texts: OwnState['texts']): string | null {
  return texts[fault.file]?.split(/\r?\n/)[fault.line - 1] ?? null;
}

const byCode = (a: Rule, b: Rule) => (a.code < b.code ? -1 : 1);
const without = (some: readonly Rule[], others: readonly Rule[]) =>
  some.filter((rule) => !others.some((other) => other.code === rule.code));

/** What can be run now. */
export function runnableRules({ rules }: Pick<OwnState, 'rules'> = useOwn.getState()): Rule[] {
  return [...builtIn, ...rules].sort(byCode);
}

/** What the screens know: the folder as it is now, and rules of the last run that are no longer in it. */
export function knownRules(state: Pick<OwnState, 'rules' | 'ran'> = useOwn.getState()): Rule[] {
  return [...builtIn, ...state.rules, ...without(state.ran, state.rules)].sort(byCode);
}

/** What a report speaks of: own rules as they were when they ran. */
export function reportedRules(state: Pick<OwnState, 'rules' | 'ran'> = useOwn.getState()): Rule[] {
  return [...builtIn, ...state.ran, ...without(state.rules, state.ran)].sort(byCode);
}
