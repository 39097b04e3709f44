import type { Files } from './opfs-files.ts';

const ASKED = 'memory size';

/** How many bytes DuckDB's WebAssembly memory has; it only grows. Answered when the worker has done what it is at. */
export function memorySize(worker: Worker): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    port1.close();
    resolve(data);
  };
  worker.postMessage(ASKED, [port2]);
  return promise;
}

/**
 * Has this worker answer that, before DuckDB hears of it, which would not know what is asked.
 * @returns what shows it the memory: DuckDB's files are read into it
 */
export function tellMemorySize(): (files: Files) => void {
  let size = () => 0;
  self.addEventListener('message', (event) => {
    if (event.data !== ASKED) return;
    event.stopImmediatePropagation();
    event.ports[0]?.postMessage(size());
  });
  return (files) => {
    const { openFile } = files;
    files.openFile = (module, file, flags) => {
      size = () => module.HEAPU8.byteLength;
      return openFile(module, file, flags);
    };
  };
}
