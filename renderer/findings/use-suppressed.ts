import { useRead } from '../engine/use-read.ts';
import { useRules } from '../rules/rules-store.ts';

/** How many leads of the rule, or of all, the whitelist suppresses. */
export function useSuppressed(rule: string | null): number {
  const { generation } = useRules();
  return useRead(
    0,
    async (engine) => {
      const [row] = await engine.rows<{ n: number }>(
        "SELECT count(*) AS n FROM finding WHERE verdict = 'suppressed' AND ($rule IS NULL OR rule_code = $rule)",
        { rule },
      );
      return row?.n ?? 0;
    },
    [rule, generation],
  );
}
