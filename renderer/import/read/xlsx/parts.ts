import {
  BlobReader,
  configure,
  type Entry,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_UNSUPPORTED_ENCRYPTION,
  type FileEntry,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import type { Limits } from '../limits.ts';
import { Pauses } from '../pause.ts';
import { type Progress, UnreadableFile } from '../types.ts';
import { PlainXml } from './plain-xml.ts';

// Its own workers would be blobs, which the page's CSP forbids; we are in a worker already.
configure({ useWebWorkers: false, chunkSize: 512 * 1024 });

const LOCKED = new Set([ERR_ENCRYPTED, ERR_ENCRYPTED_CENTRAL_DIRECTORY, ERR_UNSUPPORTED_ENCRYPTION]);
/** Named by the browser when the file itself cannot be read any more; that says nothing about its content. */
const FILE_GONE = new Set([
  'NotReadableError',
  'NotFoundError',
  'NotAllowedError',
  'SecurityError',
  'AbortError',
]);

function refusal(error: unknown, part: string): unknown {
  if (error instanceof UnreadableFile || (error instanceof DOMException && FILE_GONE.has(error.name)))
    return error;
  if (error instanceof Error && LOCKED.has(error.message)) return new UnreadableFile('encrypted');
  return new UnreadableFile('damaged', part);
}

/** Part names are the same whatever their case; some writers put backslashes. */
const key = (name: string) => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/** Decodes the pieces of an XML part: UTF-8, or UTF-16 as its byte order mark says. */
class XmlDecoder {
  #decoder: TextDecoder | null = null;

  decode(bytes?: Uint8Array): string {
    this.#decoder ??= new TextDecoder(
      bytes?.[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : bytes?.[0] === 0xfe && bytes[1] === 0xff
          ? 'utf-16be'
          : 'utf-8',
      { fatal: true },
    );
    return this.#decoder.decode(bytes as Uint8Array<ArrayBuffer>, { stream: bytes !== undefined });
  }
}

/** The parts of an Office file, each checked against its CRC and our limits while it is read. */
export class Parts {
  readonly #zip: ZipReader<unknown>;
  readonly #entries: Map<string, FileEntry>;
  readonly #limits: Limits;

  private constructor(zip: ZipReader<unknown>, entries: readonly Entry[], limits: Limits) {
    this.#zip = zip;
    this.#limits = limits;
    this.#entries = new Map();
    for (const entry of entries) if (!entry.directory) this.#entries.set(key(entry.filename), entry);
  }

  static async open(blob: Blob, limits: Limits): Promise<Parts> {
    const zip = new ZipReader(new BlobReader(blob), { strictness: 'tolerant', checkCrc32: true });
    try {
      return new Parts(zip, await zip.getEntries(), limits);
    } catch (error) {
      throw refusal(error, 'zip');
    }
  }

  has(name: string): boolean {
    return this.#entries.has(key(name));
  }

  /** Inflated size, as the container states it. */
  size(name: string): number {
    return this.#entries.get(key(name))?.uncompressedSize ?? 0;
  }

  /** Refuses parts that would pass the limits by what the container states; what it does not state is seen in reading. */
  checkSizes(names: readonly string[]): void {
    const stated = names.flatMap((name) => {
      const entry = this.#entries.get(key(name));
      return entry ? [{ name, entry }] : [];
    });
    const sum = stated.reduce((total, { entry }) => total + entry.uncompressedSize, 0);
    if (sum > this.#limits.inflatedBytes) throw new UnreadableFile('too-large', 'xlsx');
    for (const { name, entry } of stated) this.#guard(name, entry, entry.uncompressedSize);
  }

  /** A part as plain XML, a small one unless said. @throws UnreadableFile when it is missing */
  async whole(name: string, most = this.#limits.smallPart, signal?: AbortSignal): Promise<string> {
    let text = '';
    for await (const piece of this.pieces(name, signal)) {
      text += piece;
      if (text.length > most) throw new UnreadableFile('too-large', name);
    }
    return text;
  }

  /** A part as plain XML, in pieces; `progress` counts inflated bytes. */
  async *pieces(name: string, signal?: AbortSignal, progress?: Progress): AsyncGenerator<string> {
    const decoder = new XmlDecoder();
    const xml = new PlainXml();
    const pauses = new Pauses();
    let inflated = 0;
    try {
      for await (const bytes of this.#inflate(name, signal)) {
        yield xml.push(decoder.decode(bytes));
        inflated += bytes.length;
        progress?.(inflated);
        await pauses.pause();
        signal?.throwIfAborted();
      }
      yield xml.push(decoder.decode());
      xml.end();
    } catch (error) {
      signal?.throwIfAborted();
      throw refusal(error, name);
    }
  }

  async *#inflate(name: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(key(name));
    if (entry === undefined) throw new UnreadableFile('damaged', name);
    const stop = new AbortController();
    const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const reader = readable.getReader();
    const copied = entry.getData(writable, { signal: stopped });
    // A failure before the first write leaves the reader waiting; carry it over.
    copied.catch((error) => writable.abort(error).catch(() => undefined));
    let inflated = 0;
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        inflated += next.value.length;
        this.#guard(name, entry, inflated);
        yield next.value;
      }
      await copied;
    } finally {
      stop.abort();
      await reader.cancel().catch(() => undefined);
    }
  }

  #guard(name: string, entry: FileEntry, inflated: number): void {
    const { inflatedBytes, ratio, ratioGrace } = this.#limits;
    const stored = Math.max(entry.compressedSize, 1);
    const bomb = inflated > ratioGrace && inflated / stored > ratio;
    if (bomb || inflated > inflatedBytes) throw new UnreadableFile('too-large', name);
  }

  async close(): Promise<void> {
    await this.#zip.close();
  }
}
