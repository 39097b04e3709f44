/** The same portions; `told` hears how many rows each of them had, once it has been used. */
export async function* counted<Row>(
  portions: AsyncIterable<readonly Row[]>,
  told: (rows: number) => void,
): AsyncGenerator<readonly Row[]> {
  for await (const portion of portions) {
    yield portion;
    told(portion.length);
  }
}
