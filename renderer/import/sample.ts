const files = import.meta.glob<string>('../../sample-data/*.{csv,xlsx,txt}', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The bundled fictional exports, as files like any that an analyst drops in. */
export async function sampleFiles(): Promise<File[]> {
  const names = Object.keys(files).sort();
  return Promise.all(
    names.map(async (path) => {
      const response = await fetch(files[path] ?? '');
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return new File([await response.blob()], path.replace(/^.*\//, ''));
    }),
  );
}

/** The last day that the sample knows of: what falls due later is not overdue in it. */
export const SAMPLE_AS_OF = '2026-03-31';
