/** DuckDB's sentence about a statement. */
export class DatabaseError extends Error {
  /** Where in the statement, in bytes of UTF-8 from 0; null when DuckDB does not say. */
  readonly position: number | null;
  constructor(message: string, position: number | null, cause: unknown) {
    super(message, { cause });
    this.position = position;
  }
}

interface ErrorJson {
  readonly exception_type?: string;
  readonly exception_message: string;
  readonly position?: string;
}

/** Reads the JSON that DuckDB's errors come as, some with a word before it. Anything else stays as it is. */
export function databaseError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const start = error.message.indexOf('{"exception_type"');
  if (start < 0) return error;
  try {
    const { exception_message, position }: ErrorJson = JSON.parse(error.message.slice(start));
    return new DatabaseError(exception_message, position === undefined ? null : Number(position), error);
  } catch {
    return error;
  }
}

/** There is no room on the disk for what was to be kept: it was taken back, and what was committed before is there. */
export class NoRoom extends Error {
  constructor() {
    super('there is no room left on the disk');
  }
}

/** Another window holds the workspace. */
export class WorkspaceInUse extends Error {
  constructor(cause: unknown) {
    super('the workspace is open in another window', { cause });
  }
}
