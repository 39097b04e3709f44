/** A file that was handed over, with its path inside the folder it came in. */
export interface PickedFile {
  readonly file: File;
  readonly path: string;
}

export interface Picked {
  readonly files: readonly PickedFile[];
  /** Paths that the system would not let us read. */
  readonly unreadable: readonly string[];
}

/** Nobody means these: hidden files, lock files of open spreadsheets, what systems leave behind. */
const JUNK = /^(?:\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i;
const isJunk = (path: string) => path.split('/').some((part) => JUNK.test(part));

const byName = new Intl.Collator('zh-CN', { numeric: true });

/** What is worth reading, in the order of names, numbers in them by their size. */
export function tidy(files: readonly PickedFile[]): PickedFile[] {
  return files.filter((f) => !isJunk(f.path)).sort((a, b) => byName.compare(a.path, b.path));
}

/** The files of an `<input>`; one for folders gives each its path. */
export function pickedFiles(list: Iterable<File>): PickedFile[] {
  return tidy([...list].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function childrenOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives a folder in portions; an empty one ends it.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** Every file in the dropped files and folders, however deep. What cannot be read does not stop the rest. */
export async function walkEntries(entries: readonly FileSystemEntry[]): Promise<Picked> {
  const files: PickedFile[] = [];
  const unreadable: string[] = [];
  const walk = async (entry: FileSystemEntry, folder: string): Promise<void> => {
    if (JUNK.test(entry.name)) return;
    const path = folder + entry.name;
    try {
      if (entry.isFile) files.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
      else if (entry.isDirectory) {
        for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) {
          await walk(child, `${path}/`);
        }
      }
    } catch {
      unreadable.push(path);
    }
  };
  for (const entry of entries) await walk(entry, '');
  return { files: tidy(files), unreadable };
}
