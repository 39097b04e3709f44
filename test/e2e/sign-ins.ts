import { closeSync, openSync, writeSync } from 'node:fs';

const HEADER = '审核计划编号,组织名称,签到人,首次会议签到时间,末次会议签到时间,偏差距离';
const PIECE = 20_000;

/** Writes an export of sign-ins with so many rows, none like another; some 100 bytes each. */
export function signIns(path: string, rows: number): string {
  const file = openSync(path, 'w');
  writeSync(file, `${HEADER}\n`);
  let state = 12_345;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  const two = (n: number) => String(n).padStart(2, '0');
  for (let from = 0; from < rows; from += PIECE) {
    const lines = Array.from({ length: Math.min(PIECE, rows - from) }, (_, i) => {
      const day = `2026-03-${two(1 + ((from + i) % 28))}`;
      const plan = `R${String(from + i).padStart(10, '0')}`;
      return `${plan},岚州第${random(1_000_000)}号机械制造有限公司,张${random(100_000)},${day} 09:${two(random(60))},${day} 16:${two(random(60))},${random(1000) / 100}\n`;
    });
    writeSync(file, lines.join(''));
  }
  closeSync(file);
  return path;
}
