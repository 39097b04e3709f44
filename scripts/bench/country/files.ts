import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { organisationCode, uscc } from '../../sample-data/codes.ts';

/** The country at the end of 2022, as published: 939,114 organisations held 3.366 million certificates. */
const ORGANISATIONS = 939_114;
const CERTIFICATES = 3_366_000;
/** One plan for each certificate, and 1.9 sign-ins for each plan, as three years of exports have them. */
const SIGN_INS = 6_396_469;

interface Export {
  readonly file: string;
  readonly rows: number;
  readonly header: string;
  line(i: number): string;
}

/** Days on which the audits of the certificates begin, one after the other, and those that follow from them. */
const STARTS = 1860;
const LAST = 1200;
const day = (n: number) => new Date(Date.UTC(2021, 0, 1 + n)).toISOString().slice(0, 10);
const DAYS = Array.from({ length: STARTS + LAST }, (_, n) => day(n));
/** The day so many days after the first one of the certificate with that number. */
const on = (i: number, after = 0) => DAYS[(i % STARTS) + after] as string;
const padded = (n: number, length: number) => String(n).padStart(length, '0');
const org = (i: number) => `岚州${i}号精密机械制造股份有限公司`;
const CODES = new Map<number, string>();
/** Of that organisation, the same each time it is asked for. */
const code = (i: number): string => {
  const known = CODES.get(i) ?? uscc('690402', organisationCode(i));
  CODES.set(i, known);
  return known;
};
const plan = (i: number) => `R0${padded(i % 240, 3)}01${padded(i, 8)}`;
const SCHEMES = ['A01', 'A02', 'A03'];

/** Columns of a certificate export. */
export const CERTIFICATE =
  '认证机构批准号,认证机构名称,认证证书号,组织名称,组织机构代码,行政区划,注册地址,体系人数,初次获证日期,认证项目代码,认证依据,认证范围,审核开始日期,审核结束日期,审核人日数,认证决定日期,颁证日期,证书截止日期'.split(
    ',',
  );

/** The cells of the certificate with that number; organisations hold them in turn. */
export function certificate(i: number, organisations: number): string[] {
  const held = i % organisations;
  return [
    `CNCA-R-2003-${padded(i % 240, 3)}`,
    `岚州第${i % 240}认证服务有限公司`,
    `${padded(i % 240, 3)}24Q${padded(i, 7)}R0M`,
    org(held),
    code(held),
    '690402',
    `岚州省栖梧市工业园区第${i % 1000}路${i % 90}号`,
    String(10 + (i % 500)),
    on(i),
    SCHEMES[i % 3] ?? '',
    'GB/T 19001-2016/ISO 9001:2015',
    '精密机械零件的设计、加工和服务',
    on(i, 20),
    on(i, 22),
    String(2 + (i % 20) / 2),
    on(i, 40),
    on(i, 45),
    on(i, 1139),
  ];
}

/** The four exports of a country of that scale (1 is all of it): UTF-8, official headers, nothing wrong in them. */
export function exportsOf(scale: number): Export[] {
  const organisations = Math.ceil(ORGANISATIONS * scale);
  const certificates = Math.ceil(CERTIFICATES * scale);
  return [
    {
      file: '企业登记.csv',
      rows: organisations,
      header: '统一社会信用代码,企业名称,登记状态,成立日期,注册地址,法定代表人,参保人数',
      line: (i) =>
        `${code(i)},${org(i)},存续,20${padded(i % 20, 2)}-0${1 + (i % 9)}-1${i % 10},岚州省栖梧市工业园区第${i % 1000}路${i % 90}号,岚小${i % 10},${10 + (i % 500)}`,
    },
    {
      file: '证书.csv',
      rows: certificates,
      header: CERTIFICATE.join(','),
      line: (i) => certificate(i, organisations).join(','),
    },
    {
      file: '审核计划.csv',
      rows: certificates,
      header:
        '审核计划编号,组织名称,组织机构代码,认证项目代码,认证审核活动代码,审核开始日期,审核结束日期,审核地址,审核方式,计划人日数,审核组成员,上报时间',
      line: (i) =>
        `${plan(i)},${org(i % organisations)},${code(i % organisations)},${SCHEMES[i % 3]},03,${on(i, 20)} 09:00,${on(i, 22)} 17:00,岚州省栖梧市工业园区第${i % 1000}路,FS01,${2 + (i % 20) / 2},岚一舟；珩知微,${on(i, 10)} 10:${padded(i % 60, 2)}`,
    },
    {
      file: '签到.csv',
      rows: Math.ceil(SIGN_INS * scale),
      header: '审核计划编号,组织名称,签到人,签到人证件号码,首次会议签到时间,末次会议签到时间,偏差距离',
      line: (i) => {
        const of = i % certificates;
        return `${plan(of)},${org(of % organisations)},岚一舟,99010119800101${padded(i % 10_000, 4)},${on(of, 20)} 09:0${i % 10},${on(of, 22)} 16:5${i % 10},${(i % 30) / 10}`;
      },
    },
  ];
}

/** Writes them; answers their paths, records and bytes. */
export async function writeExports(
  folder: string,
  scale: number,
): Promise<{ path: string; rows: number; bytes: number }[]> {
  const written = [];
  for (const { file, rows, header, line } of exportsOf(scale)) {
    const path = join(folder, file);
    const stream = createWriteStream(path);
    let text = `${header}\n`;
    for (let i = 0; i < rows; i++) {
      text += `${line(i)}\n`;
      if (text.length < 1 << 20) continue;
      if (!stream.write(text)) await once(stream, 'drain');
      text = '';
    }
    stream.end(text);
    await once(stream, 'finish');
    written.push({ path, rows, bytes: stream.bytesWritten });
  }
  return written;
}
