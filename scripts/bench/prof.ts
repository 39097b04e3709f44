import { openTestEngine } from '../../test/support/engine.ts';
export async function run() {
  const e = await openTestEngine();
  await e.query(`CREATE TEMP TABLE s AS SELECT '9169040'||(10000000000+i)::VARCHAR AS ident, '岚州'||i||'号精密机械制造股份有限公司' AS txt, strftime(DATE '2020-01-01' + (i%2000)::INTEGER, '%Y-%m-%d') AS d, ((i%40)/2.0)::VARCHAR AS dec, (i%500)::VARCHAR AS int FROM range(20000) t(i)`);
  const time = async (name: string, sql: string) => { const t = performance.now(); await e.query(sql); console.log(name.padEnd(24), Math.round(performance.now() - t), 'ms'); };
  for (const [n, x] of Object.entries({ trim_all: 'trim_all(txt)', half_width: 'half_width(ident)', blank: 'is_blank(d)', text: 'read_text_value(txt)', ident: 'read_identifier(ident)', damaged: 'is_damaged_identifier(ident)', tail: 'tail_is_known(d)', day_part: 'day_part(d)', date: 'read_date(d)', moment: "read_moment(d,'start')", dec: 'read_decimal(dec)', int: 'read_integer(int)', trycast: 'TRY_CAST(d AS DATE)' }))
    await time(n, `SELECT count(${x}), max(${x}) FROM s`);
}
