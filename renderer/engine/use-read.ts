import { useEffect, useState } from 'react';
import type { Engine } from './engine.ts';
import { openSession } from './session.ts';

/**
 * What the workspace says, read again whenever one of `on` changes.
 * @param before stands until the first answer is there; after that the last answer stands until the next
 */
export function useRead<T>(before: T, read: (engine: Engine) => Promise<T>, on: readonly unknown[]): T {
  const [found, setFound] = useState(before);
  useEffect(() => {
    let shown = true;
    void openSession()
      .then(read)
      // An answer to an older question that comes late is dropped.
      .then((answer) => shown && setFound(() => answer));
    return () => {
      shown = false;
    };
    // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says what the answer hangs on
  }, on);
  return found;
}
