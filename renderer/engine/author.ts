import type { Engine } from './engine.ts';

/** Who signed last in this workspace, so that the name need not be typed again; empty when nobody has. */
export async function lastAuthor(engine: Engine): Promise<string> {
  const [row] = await engine.rows<{ value: string }>("SELECT value FROM setting WHERE name = 'author'");
  return row?.value ?? '';
}

export async function rememberAuthor(engine: Engine, author: string): Promise<void> {
  await engine.query("INSERT OR REPLACE INTO setting VALUES ('author', $author)", { author: author.trim() });
}

/** Who takes something back where nobody is asked: who signed last here, or else who had signed for it. */
export async function undoer(engine: Engine, signed: { readonly author: string }): Promise<string> {
  return (await lastAuthor(engine)) || signed.author;
}
