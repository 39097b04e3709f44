import { z } from 'zod';

/** Every call between page and shell: what is asked and what comes back. Nothing else crosses. */

const bytes = z.instanceof(Uint8Array);
const day = z.iso.date();

/** The command line's job, driven by the same page in a hidden window. */
export const job = z.strictObject({
  lang: z.enum(['zh', 'en']),
  asOf: day.nullable(),
  /** Rule codes to run; null runs all. */
  rules: z.array(z.string().regex(/^[A-Z]\d\d$/)).nullable(),
  /** `--set code.param=value`, values as typed by the user. */
  set: z.array(z.strictObject({ code: z.string(), param: z.string(), value: z.string() })),
  /** True when no `--in` was given: the page opens the bundled sample. */
  sample: z.boolean(),
  /** Paths the shell could not read, with the reason; they are listed like files that are not recognised. */
  unreadable: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
});
export type Job = z.infer<typeof job>;

/** Largest piece of a file that is saved piece by piece, in bytes. */
export const SAVE_PIECE = 4 * 1024 * 1024;

/** Own rules end in `.sql`; more files, or larger ones, are no rules. */
export const OWN_RULES = { files: 200, bytes: 256 * 1024 } as const;

const listedRule = z.strictObject({ name: z.string(), text: z.string() });
const unreadRule = z.strictObject({
  name: z.string(),
  why: z.enum(['too-large', 'not-utf8', 'unreadable']),
  /** The first byte that is not UTF-8; else 1, 1. */
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  /** What the system says of a file that cannot be opened, such as EACCES; else empty. */
  detail: z.string(),
});

const footer = z.strictObject({ left: z.string().max(300), page: z.string().max(100) });

export const bridge = {
  /** Versions, and the language the system prefers. */
  appInfo: {
    request: z.void(),
    reply: z.strictObject({
      version: z.string(),
      electron: z.string(),
      platform: z.string(),
      lang: z.enum(['zh', 'en']),
      /** Where the workspace lies. */
      folder: z.string(),
    }),
  },
  /**
   * From now on the window asks with these words before it closes. Answers when the user chose to leave, so that the
   * page can take back what is under way, or with `leave` false when the page released the window before.
   */
  guardClose: {
    request: z.strictObject({
      message: z.string().min(1).max(200),
      detail: z.string().max(500),
      stay: z.string().min(1).max(60),
      leave: z.string().min(1).max(60),
    }),
    reply: z.strictObject({ leave: z.boolean() }),
  },
  /** Nothing is under way any more; a window whose user chose to leave closes. */
  releaseClose: { request: z.void(), reply: z.void() },
  /** Begins a file at a place the user chooses; in a job, in its out folder. `id` is null when the user chose none. */
  openSave: {
    request: z.strictObject({ name: z.string().regex(/^[^/\\:*?"<>|\0]{1,120}$/) }),
    reply: z.strictObject({ id: z.number().int().nullable() }),
  },
  /** The next piece of that file. */
  appendSave: {
    request: z.strictObject({
      id: z.number().int(),
      bytes: bytes.refine((b) => b.length <= SAVE_PIECE, 'a piece is too large'),
    }),
    reply: z.void(),
  },
  /** Puts the file in its place; without `keep` nothing of it stays, and what was there before is untouched. */
  closeSave: {
    request: z.strictObject({ id: z.number().int(), keep: z.boolean() }),
    reply: z.strictObject({ path: z.string().nullable() }),
  },
  /** Prints a complete HTML document (no scripts run in it) to an A4 PDF, tagged and with an outline. */
  printPdf: {
    request: z.strictObject({ html: z.string().min(1), header: z.string().max(300), footer }),
    reply: bytes,
  },
  /** The rules folder and its files by name; `left` is how many were too many. The folder is null in a job without one. */
  listRules: {
    request: z.void(),
    reply: z.strictObject({
      folder: z.string().nullable(),
      files: z.array(z.union([listedRule, unreadRule])),
      left: z.number().int().nonnegative(),
    }),
  },
  /** Writes a new file into the rules folder. `added` is false when a file of that name is there; it stays as it is. */
  addRule: {
    request: z.strictObject({
      name: z.string().regex(/^X\d\d-[a-z][a-z0-9_]{0,60}\.sql$/),
      text: z.string().max(OWN_RULES.bytes / 4),
    }),
    reply: z.strictObject({ added: z.boolean() }),
  },
  /** Shows the rules folder in the system's file manager; makes it first, if need be. */
  openRulesFolder: { request: z.void(), reply: z.void() },
  /** The job, or null in the workbench. */
  getJob: { request: z.void(), reply: job.nullable() },
  /** Sets the job's input files on the page's own file input; the page sees ordinary files. */
  offerJobFiles: { request: z.void(), reply: z.number().int().nonnegative() },
  /** One line for the terminal. */
  reportProgress: { request: z.strictObject({ line: z.string().max(2000) }), reply: z.void() },
  /** Ends the job. */
  finishJob: {
    request: z.strictObject({
      exitCode: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
      reason: z.string().max(2000).nullable(),
    }),
    reply: z.void(),
  },
} as const;

export type BridgeCall = keyof typeof bridge;
export type BridgeRequest<C extends BridgeCall> = z.infer<(typeof bridge)[C]['request']>;
export type BridgeReply<C extends BridgeCall> = z.infer<(typeof bridge)[C]['reply']>;

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** What the page finds at `window.certscope`. */
export type BridgeApi = {
  readonly [C in BridgeCall]: (request: BridgeRequest<C>) => Promise<Result<BridgeReply<C>>>;
};
