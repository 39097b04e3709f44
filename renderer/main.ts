import { openSession } from './engine/session.ts';

// The database starts in its thread while this one still reads the screens. Whoever asks for it hears of a failure.
openSession().catch(() => undefined);
void import('./start.tsx');
