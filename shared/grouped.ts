/** A count as both languages write it: 1,234,567. */
export const grouped = (n: number): string => n.toLocaleString('en-US');
