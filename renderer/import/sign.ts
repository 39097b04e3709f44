import { localNow } from '../../shared/clock.ts';
import type { Engine } from '../engine/engine.ts';
import { isReconciled, type Source } from './load.ts';

/** Why a signature was refused: a name or reason is missing, or there is no difference to sign for. */
export class NotSignable extends Error {
  readonly code: 'blank' | 'reconciled';

  constructor(code: NotSignable['code']) {
    super(code);
    this.name = 'NotSignable';
    this.code = code;
  }
}

/**
 * Notes who accepts that a source does not add up, and why. The difference stays; an earlier signature is
 * replaced.
 * @throws NotSignable
 */
export async function signDifference(
  engine: Engine,
  sourceId: number,
  by: string,
  reason: string,
): Promise<void> {
  const signature = { by: by.trim(), reason: reason.trim() };
  if (!signature.by || !signature.reason) throw new NotSignable('blank');
  await engine.transaction(async (tx) => {
    const [source] = await tx.rows<Source>('SELECT * FROM source WHERE id = $sourceId', { sourceId });
    if (!source || isReconciled(source)) throw new NotSignable('reconciled');
    await tx.query(
      'UPDATE source SET signed_by = $by, signed_reason = $reason, signed_at = $at WHERE id = $sourceId',
      { ...signature, at: localNow(), sourceId },
    );
  });
}
