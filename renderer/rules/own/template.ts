import template from '../../../shared/own-rule-template.sql?raw';

/**
 * A new rule with the first code that no file uses.
 * @param files names in the rules folder; a file uses the code that its name begins with
 * @param used codes of the rules that could be read
 * @returns null when all of X01 … X99 are used
 */
export function newRule(
  files: readonly string[],
  used: readonly string[],
): { readonly name: string; readonly text: string } | null {
  const taken = new Set([...used, ...files.map((name) => name.slice(0, 3).toUpperCase())]);
  for (let n = 1; n <= 99; n++) {
    const code = `X${String(n).padStart(2, '0')}`;
    if (taken.has(code)) continue;
    const id = n === 1 ? 'my_rule' : `my_rule_${n}`;
    const text = template.replace('code: X01', `code: ${code}`).replace('id: my_rule', `id: ${id}`);
    return { name: `${code}-${id}.sql`, text };
  }
  return null;
}
