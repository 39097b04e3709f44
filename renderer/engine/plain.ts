import { DataType, type Table, TimeUnit, type Vector } from 'apache-arrow';

/** ISO day of a DATE that Arrow hands over as milliseconds. */
function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function moment(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.slice(17, 19) === '00'
    ? `${text.slice(0, 10)} ${text.slice(11, 16)}`
    : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

function integer(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

function reader(type: DataType): (value: unknown) => unknown {
  if (DataType.isDate(type)) return (v) => day(Number(v));
  if (DataType.isTimestamp(type)) {
    if (type.unit === TimeUnit.SECOND) return (v) => moment(Number(v) * 1000);
    return (v) => moment(Number(v));
  }
  if (DataType.isDecimal(type)) {
    return (v) => Number(String(v)) / 10 ** type.scale;
  }
  if (DataType.isList(type)) {
    const child = type.children[0];
    const read = child ? reader(child.type) : (v: unknown) => v;
    return (v) => [...(v as Vector)].map((item) => (item === null ? null : read(item)));
  }
  if (DataType.isStruct(type)) {
    const fields = type.children.map((c) => [c.name, reader(c.type)] as const);
    return (v) => {
      const row = v as Record<string, unknown>;
      return Object.fromEntries(
        fields.map(([name, read]) => [name, row[name] === null ? null : read(row[name])]),
      );
    };
  }
  return (v) => (typeof v === 'bigint' ? integer(v) : v);
}

/** An Arrow result as plain objects that can be compared, shown and cloned. */
export function plainRows(table: Table): Record<string, unknown>[] {
  const columns = table.schema.fields.map((f, i) => ({
    name: f.name,
    read: reader(f.type),
    vector: table.getChildAt(i),
  }));
  return Array.from({ length: table.numRows }, (_, i) =>
    Object.fromEntries(
      columns.map(({ name, read, vector }) => {
        const value = vector?.get(i) ?? null;
        return [name, value === null ? null : read(value)];
      }),
    ),
  );
}
