import { UnreadableFile } from './types.ts';

const END_OF_CHAIN = 0xfffffffe;
const MAX_DIRECTORY_SECTORS = 4096;

/** Reads sectors of an OLE2 compound file by number. */
class Sectors {
  readonly #blob: Blob;
  readonly #size: number;

  constructor(blob: Blob, shift: number) {
    this.#blob = blob;
    this.#size = 1 << shift;
  }

  get entries(): number {
    return this.#size / 4;
  }

  async read(sector: number): Promise<DataView> {
    const from = (sector + 1) * this.#size;
    if (from + 1 > this.#blob.size) throw new UnreadableFile('damaged', 'OLE2');
    const bytes = await this.#blob.slice(from, from + this.#size).arrayBuffer();
    const whole = new Uint8Array(this.#size);
    whole.set(new Uint8Array(bytes));
    return new DataView(whole.buffer);
  }
}

/** Number of the sector that holds part `index` of the allocation table: the header names 109, chained sectors the rest. */
async function tableSector(header: DataView, sectors: Sectors, index: number): Promise<number> {
  if (index < 109) return header.getUint32(76 + 4 * index, true);
  const perSector = sectors.entries - 1;
  let sector = header.getUint32(68, true);
  for (let skip = Math.floor((index - 109) / perSector); skip > 0; skip--) {
    sector = (await sectors.read(sector)).getUint32(4 * perSector, true);
  }
  return (await sectors.read(sector)).getUint32(4 * ((index - 109) % perSector), true);
}

async function nextSector(header: DataView, sectors: Sectors, sector: number): Promise<number> {
  const table = await tableSector(header, sectors, Math.floor(sector / sectors.entries));
  return (await sectors.read(table)).getUint32(4 * (sector % sectors.entries), true);
}

function entryNames(directory: DataView): string[] {
  const names: string[] = [];
  for (let at = 0; at + 128 <= directory.byteLength; at += 128) {
    const length = Math.min(directory.getUint16(at + 64, true), 64) / 2 - 1;
    let name = '';
    for (let i = 0; i < length; i++) name += String.fromCharCode(directory.getUint16(at + 2 * i, true));
    if (name !== '') names.push(name);
  }
  return names;
}

async function streamNames(blob: Blob): Promise<string[]> {
  const header = new DataView(await blob.slice(0, 512).arrayBuffer());
  if (header.byteLength < 512) throw new UnreadableFile('damaged', 'OLE2');
  const shift = header.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw new UnreadableFile('damaged', 'OLE2');
  const sectors = new Sectors(blob, shift);
  const names: string[] = [];
  let sector = header.getUint32(48, true);
  for (let seen = 0; sector < END_OF_CHAIN; seen++) {
    if (seen === MAX_DIRECTORY_SECTORS) throw new UnreadableFile('damaged', 'OLE2');
    names.push(...entryNames(await sectors.read(sector)));
    sector = await nextSector(header, sectors, sector);
  }
  return names;
}

/** @throws UnreadableFile when an OLE2 file is anything but an .xls: a locked .xlsx, a document, a mail, Excel 5 */
export async function checkOle(blob: Blob): Promise<void> {
  const names = await streamNames(blob);
  if (names.includes('EncryptedPackage')) throw new UnreadableFile('encrypted');
  if (names.includes('Workbook')) return;
  throw names.includes('Book') ? new UnreadableFile('legacy-xls') : new UnreadableFile('not-a-table', 'OLE2');
}
