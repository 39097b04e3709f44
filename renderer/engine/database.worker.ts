import { type Files, mendFiles } from './opfs-files.ts';

// DuckDB's own worker, whose address is this worker's name. It shows what it calls for its files when it has started.
let files: Files;
Object.defineProperty(globalThis, 'DUCKDB_RUNTIME', {
  get: () => files,
  set(given: Files) {
    mendFiles(given);
    files = given;
  },
});
importScripts(self.name);
