import { useEffect, useState } from 'react';
import { openSession } from '../engine/session.ts';
import { useRules } from '../rules/rules-store.ts';

/** How many leads of the rule, or of all, the whitelist suppresses. */
export function useSuppressed(rule: string | null): number {
  const { generation } = useRules();
  const [count, setCount] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each run and each change of the whitelist raises it
  useEffect(() => {
    let shown = true;
    void openSession()
      .then((engine) =>
        engine.rows<{ n: number }>(
          "SELECT count(*) AS n FROM finding WHERE verdict = 'suppressed' AND ($rule IS NULL OR rule_code = $rule)",
          { rule },
        ),
      )
      .then(([row]) => shown && setCount(row?.n ?? 0));
    return () => {
      shown = false;
    };
  }, [rule, generation]);
  return count;
}
