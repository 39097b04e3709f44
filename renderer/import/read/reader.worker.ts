import type { Port } from './protocol.ts';
import { serve } from './serve.ts';

// A module worker's global scope is a port; the DOM types only know the page's.
serve(globalThis as unknown as Port);
