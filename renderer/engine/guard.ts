import { literal } from '../../shared/sql/quote.ts';

/** Names that `putFile` may give; DuckDB opens no other file. */
const FILES = ['chunk.csv', 'merges.csv', 'notes.csv', 'reference.csv', 'sample.csv'];

/**
 * The first statements, after which nothing can be set any more.
 *
 * They keep the engine off the network and off the disk: a statement that needs an extension would try to fetch
 * it, and a failed fetch can leave the instance broken.
 * @param repository an address that has no extensions
 */
export function lockStatements(repository: string): string[] {
  return [
    'SET autoinstall_known_extensions=false',
    'SET autoload_known_extensions=false',
    `SET custom_extension_repository=${literal(repository)}`,
    `SET allowed_paths=${literal(FILES)}`,
    'SET enable_external_access=false',
    'SET lock_configuration=true',
  ];
}

const ERRORS_AS_JSON = 'SET errors_as_json=true';

/**
 * What each connection sets before the lock. With JSON an error says at which byte of the statement it is. The
 * second connection plans what analysts wrote: planning cannot be cancelled and grows with the third power of the
 * depth (500 nested operators take half a minute), and no rule of the house comes near 100.
 */
export const CONNECTION = {
  first: [ERRORS_AS_JSON],
  second: [ERRORS_AS_JSON, 'SET max_expression_depth=250'],
} as const;
