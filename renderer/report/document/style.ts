/** The report on paper: A4, grey-safe, no fonts but the system's. Header and footer come from the shell. */
export const STYLE = `
@page { size: A4; margin: 19mm 14mm 17mm; }
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body {
  margin: 0; color: #1a2127; background: #fff;
  font: 9.5pt/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  font-variant-numeric: tabular-nums; text-autospace: normal; line-break: strict; overflow-wrap: break-word;
}
:lang(en) body { font-family: "Segoe UI", "Helvetica Neue", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1, h2, h3, h4 { line-height: 1.35; margin: 0; break-after: avoid; break-inside: avoid; text-wrap: balance; }
h1 { font-size: 25pt; font-weight: 600; }
h2 { font-size: 15pt; font-weight: 600; padding-bottom: 2mm; border-bottom: .5mm solid #0b5a78; margin-bottom: 4mm; }
h3 { font-size: 11.5pt; font-weight: 600; margin: 7mm 0 2mm; }
h4 { font-size: 9.5pt; font-weight: 600; margin: 4mm 0 1mm; }
p { margin: 0 0 2mm; orphans: 3; widows: 3; }
ul { margin: 0 0 2mm; padding-left: 4.5mm; }
li { margin: 0 0 .6mm; }
a { color: inherit; text-decoration: none; }
.part { break-before: page; }
.part.short { break-before: auto; margin-top: 9mm; }
.part.short:nth-of-type(2) { break-before: page; }
.soft { color: #56606a; }
.small { font-size: 8pt; }
.mono { font-family: "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace; overflow-wrap: anywhere; font-variant-ligatures: none; text-autospace: no-autospace; }
.nowrap { white-space: nowrap; }
.notice { border-left: 1mm solid #0b5a78; background: #f3f5f6; padding: 2mm 3mm; margin: 0 0 3mm; break-inside: avoid; }
table { width: 100%; border-collapse: collapse; font-size: 8pt; line-height: 1.45; margin: 0 0 4mm; table-layout: fixed; }
caption { text-align: left; font-weight: 600; font-size: 8.5pt; padding: 0 0 1.2mm; break-after: avoid; }
thead { display: table-header-group; break-after: avoid; }
tbody tr:first-child { break-before: avoid; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 1mm 1.4mm; border-bottom: .2mm solid #d8dce0; overflow-wrap: anywhere; font-weight: 400; }
thead th { font-weight: 600; border-bottom: .35mm solid #56606a; background: #f3f5f6; vertical-align: bottom; overflow-wrap: break-word; }
tfoot td, tfoot th { font-weight: 600; border-top: .35mm solid #56606a; border-bottom: 0; }
tfoot { display: table-row-group; }
.difference td { font-weight: 600; background: #f3f5f6; border-left: 1mm solid #1a2127; }
.num { text-align: right; white-space: nowrap; }
.no { display: inline-block; min-width: 4.5mm; text-align: right; }
.second { display: block; color: #56606a; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
td.after-num, thead th.after-num { padding-left: 4mm; }
figure { margin: 0 0 4mm; break-inside: avoid; }
figcaption { font-weight: 600; font-size: 8.5pt; margin-bottom: 1mm; }
figure p { margin: 1.5mm 0 0; }
figure svg { display: block; width: 100%; height: auto; }
pre { font: 7pt/1.45 "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap; overflow-wrap: anywhere; background: #f3f5f6; padding: 2mm; margin: 0 0 3mm; tab-size: 2; }
dl.pairs { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 5mm; margin: 0 0 3mm; }
dl.pairs dt { color: #56606a; }
dl.pairs dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.cover { min-height: 250mm; display: flex; flex-direction: column; }
.cover .product { color: #0b5a78; font-weight: 600; margin: 24mm 0 3mm; }
.cover h1 { margin-bottom: 10mm; }
.cover dl.pairs { font-size: 10.5pt; gap: 2mm 8mm; margin-bottom: 10mm; }
.cover .summary { font-size: 10.5pt; line-height: 1.8; border-top: .2mm solid #c3c9cf; padding-top: 5mm; }
.cover .summary h2 { font-size: 11.5pt; border: 0; margin-bottom: 2mm; padding: 0; }
.cover .disclaimer { margin-top: auto; padding-top: 4mm; border-top: .5mm solid #0b5a78; font-weight: 600; }
.rule { break-inside: auto; }
.rule + .rule { margin-top: 9mm; }
.rule-head { break-inside: avoid; }
.sheet { break-inside: avoid; border-top: .35mm solid #56606a; padding-top: 2.5mm; margin-top: 4.5mm; }
.sheet table, .sheet figure, .sheet dl.pairs { margin-bottom: 2mm; }
.sheet:first-of-type { border-top: 0; margin-top: 0; }
.sheet .identity { float: right; font-size: 8pt; color: #56606a; }
.sheet h3 { margin: 0 0 1mm; }
.sheet .sentence { font-size: 10pt; line-height: 1.5; margin-bottom: 1.5mm; }
.sheet dl.pairs { font-size: 8pt; grid-template-columns: max-content 1fr max-content 1fr; gap: .6mm 3mm; }
.telling { font-weight: 600; text-decoration: underline; text-decoration-color: #0b5a78; text-underline-offset: .6mm; }
`;
