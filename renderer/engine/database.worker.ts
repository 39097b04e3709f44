import { tellMemorySize } from './memory-size.ts';
import { type Files, type Handle, mendFiles } from './opfs-files.ts';
import { lendFiles, openSpillFiles } from './spill-files.ts';

// First of all: it hears a message before those that come after it.
const showMemory = tellMemorySize();

// DuckDB's own worker, whose address is this worker's name. It shows what it calls for its files when it has started.
function start(spill: Handle[]): void {
  let files: Files;
  Object.defineProperty(globalThis, 'DUCKDB_RUNTIME', {
    get: () => files,
    set(given: Files) {
      lendFiles(given, spill);
      mendFiles(given);
      showMemory(given);
      files = given;
    },
  });
  importScripts(self.name);
}

// What the page says in the meantime would be heard by nobody.
const early: MessageEvent[] = [];
self.onmessage = (event) => void early.push(event);
void openSpillFiles()
  .catch(() => [])
  .then((spill) => {
    start(spill);
    for (const event of early) self.onmessage?.(event);
  });
