/// The style of the page: one column, calm colours with a contrast of at least 4.5 to 1, light and dark by the reader's setting, and print.
let styleSheet: StaticString = """
  :root{color-scheme:light dark;--paper:#fbfaf7;--sheet:#fff;--ink:#1c2228;--soft:#59636e;--line:#e2ded5;--grid:#ece8e0;--accent:#1f5f8b;\
  --accent-soft:#1f5f8b2b;--bar:#3d7ba6;--below:#8a7a5c;--good:#1c6b41;--good-soft:#e6f3ea;--bad:#a52a21;--bad-soft:#fbeae7;--warn:#805300;\
  --warn-soft:#fbf2dc;--s0:#3d7ba6;--s1:#c07a2b;--s2:#5b8f4e;--s3:#8d6aa8;--code:#f3f1eb}
  @media (prefers-color-scheme:dark){:root{--paper:#14171b;--sheet:#1b1f24;--ink:#e7e9ec;--soft:#a2acb7;--line:#333a42;--grid:#282e35;\
  --accent:#82bbe2;--accent-soft:#82bbe233;--bar:#5a9bc8;--below:#a89a7c;--good:#7fd0a0;--good-soft:#1c3326;--bad:#f39a90;--bad-soft:#3c211f;\
  --warn:#e6b95c;--warn-soft:#362c17;--s0:#5a9bc8;--s1:#d9964c;--s2:#7fb271;--s3:#b08fcb;--code:#252a31}}
  *{box-sizing:border-box}
  html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
  body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,\
  "PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;overflow-wrap:anywhere}
  code,pre,.hex{font-family:ui-monospace,"SF Mono",SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;font-size:.88em}
  h1,h2,p,td,th,dd,dt,li,code,figcaption span{unicode-bidi:isolate}
  .sheet{max-width:68rem;margin:0 auto;padding:clamp(1.25rem,4vw,3rem) clamp(1rem,4vw,2.5rem)}
  .eyebrow{margin:0;color:var(--accent);font-size:.78rem;font-weight:600;letter-spacing:.09em;text-transform:uppercase}
  h1{margin:.2rem 0 .5rem;font-size:clamp(1.7rem,5vw,2.6rem);line-height:1.15;letter-spacing:-.015em;font-weight:680;text-wrap:balance}
  h2{margin:0 0 .3rem;font-size:1.35rem;line-height:1.25;letter-spacing:-.01em;scroll-margin-top:1rem}
  .subtitle{margin:.15rem 0;color:var(--soft)}
  nav{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin:1.25rem 0 0;padding:.7rem 0;border-block:1px solid var(--line);font-size:.92rem}
  a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
  nav a{text-decoration:none;padding:.15rem 0}
  nav a:hover{text-decoration:underline}
  :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
  section{margin-top:3rem}
  .lead{margin:0 0 1.1rem;max-width:46rem;color:var(--soft)}
  .fine,.notes,.absent{color:var(--soft);font-size:.88rem}
  .absent{font-style:italic}
  .strip{display:grid;grid-template-columns:repeat(auto-fit,minmax(12.5rem,1fr));gap:1rem;margin:1.75rem 0 0}
  .card{padding:1rem 1.15rem;background:var(--sheet);border:1px solid var(--line);border-top:3px solid var(--line);border-radius:6px}
  .card p{margin:0}
  .card-label{color:var(--soft);font-size:.8rem;font-weight:600;letter-spacing:.04em}
  .card .figure{margin:.15rem 0 .3rem;font-size:1.75rem;line-height:1.2;font-weight:640;letter-spacing:-.015em;font-variant-numeric:tabular-nums}
  .card-text{color:var(--soft);font-size:.88rem;line-height:1.45}
  .card.good{border-top-color:var(--good)}.card.bad{border-top-color:var(--bad)}.card.warn{border-top-color:var(--warn)}
  .card.good .figure{color:var(--good)}.card.bad .figure{color:var(--bad)}.card.warn .figure{color:var(--warn)}
  .notice{margin-top:1rem;padding:.85rem 1.15rem;border-radius:6px;border-inline-start:3px solid}
  .notice ul{margin:.3rem 0 0;padding-inline-start:1.2rem}
  .notice-title{margin:0;font-weight:640}
  .notice.warn{background:var(--warn-soft);border-color:var(--warn)}.notice.bad{background:var(--bad-soft);border-color:var(--bad)}
  .notice.warn .notice-title{color:var(--warn)}.notice.bad .notice-title{color:var(--bad)}
  .number,.interval,.right,.derived,.weight,.digests,time{font-variant-numeric:tabular-nums}
  .tree{padding:.4rem 1.15rem;background:var(--sheet);border:1px solid var(--line);border-radius:6px}
  .tree-row{display:grid;grid-template-columns:minmax(11rem,19rem) 1fr 9.5rem;gap:0 1.25rem;align-items:center;padding:.5rem 0;border-top:1px solid var(--grid)}
  .tree-row:first-child{border-top:0}
  .tree-name{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .6rem}
  .branch{font-weight:600}
  .total .branch,.total .number{font-size:1.1rem;font-weight:680}
  .depth-2 .tree-name{padding-inline-start:1rem}.depth-3 .tree-name{padding-inline-start:2rem}.depth-4 .tree-name{padding-inline-start:2.75rem}\
  .depth-5 .tree-name,.depth-6 .tree-name{padding-inline-start:3.25rem}
  .depth-2 .branch,.depth-3 .branch,.depth-4 .branch,.depth-5 .branch,.depth-6 .branch{font-weight:450}
  .weight,.derived,.metric{color:var(--soft);font-size:.85rem}
  .derived,.tree-name .metric{flex-basis:100%}
  .tree-value{text-align:end}
  .tree-value .number{display:block;font-weight:600}
  .interval{color:var(--soft);font-size:.88rem;white-space:nowrap}
  .tree-axis{display:grid;grid-template-columns:minmax(11rem,19rem) 1fr 9.5rem;gap:0 1.25rem}
  .tree-axis svg{grid-column:2}
  svg{display:block;overflow:visible}
  svg svg{overflow:hidden}
  svg text{font-size:11.5px;fill:var(--soft);font-variant-numeric:tabular-nums}
  svg text.mark{font-size:12px;fill:var(--ink);font-weight:550;paint-order:stroke;stroke:var(--sheet);stroke-width:4px;stroke-linejoin:round}
  .bar,.series-0{fill:var(--s0)}.below{fill:var(--below)}.series-1{fill:var(--s1)}.series-2{fill:var(--s2)}.series-3{fill:var(--s3)}
  .whisker{stroke:var(--ink);stroke-width:1.4}
  .reference{stroke:var(--ink);stroke-width:1;stroke-dasharray:2 3}
  .axis{stroke:var(--soft);stroke-width:1}
  .grid-line{stroke:var(--grid);stroke-width:1}
  svg text.beyond{fill:var(--bad)}
  .band{fill:var(--accent-soft)}
  .median{stroke:var(--accent);stroke-width:2}
  .percentile{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3}
  .dot,.bin{fill:var(--bar)}
  .dot.outlier{fill:var(--sheet);stroke:var(--bad);stroke-width:1.5}
  .order,.curve{fill:none;stroke:var(--tone,var(--bar));stroke-width:1.2;vector-effect:non-scaling-stroke;stroke-linejoin:round}
  .curve{stroke-width:2}
  .envelope{fill:var(--accent-soft)}
  .line-0,.line-4{--tone:var(--s0)}.line-1,.line-5{--tone:var(--s1)}.line-2,.line-6{--tone:var(--s2)}.line-3,.line-7{--tone:var(--s3)}
  .curve.line-4,.curve.line-5,.curve.line-6,.curve.line-7{stroke-dasharray:7 4}
  .point{fill:var(--tone)}
  .swatch{display:inline-block;width:1.1em;height:0;border-top:.28em solid var(--tone);vertical-align:middle}
  .swatch.line-4,.swatch.line-5,.swatch.line-6,.swatch.line-7{border-top-style:dashed}
  .boundary{stroke:var(--soft);stroke-width:1;stroke-dasharray:1 3}
  .claims,.inputs{list-style:none;margin:0;padding:0;display:grid;gap:.6rem}
  .claim{display:grid;grid-template-columns:9rem 1fr;gap:.1rem 1rem;padding:.8rem 1.15rem;background:var(--sheet);border:1px solid var(--line);border-inline-start:3px solid;border-radius:6px}
  .claim p{margin:0}
  .claim .verdict{grid-row:span 2;font-weight:640}
  .claim.good{border-inline-start-color:var(--good)}.claim.bad{border-inline-start-color:var(--bad)}.claim.warn{border-inline-start-color:var(--warn)}
  .claim.good .verdict{color:var(--good)}.claim.bad .verdict{color:var(--bad)}.claim.warn .verdict{color:var(--warn)}
  .claim-text{font-size:1.05rem}
  .because{color:var(--soft);font-size:.92rem}
  .scroll{overflow-x:auto;border:1px solid var(--line);border-radius:6px;background:var(--sheet)}
  table{width:100%;border-collapse:collapse;font-size:.93rem;overflow-wrap:normal}
  th,td{padding:.5rem .9rem;text-align:start;vertical-align:baseline}
  thead th{color:var(--soft);font-size:.8rem;font-weight:600;letter-spacing:.03em;border-bottom:1px solid var(--line)}
  tbody tr+tr>*{border-top:1px solid var(--grid)}
  tbody th{font-weight:600}
  .right{text-align:end}
  td.right{white-space:nowrap}
  td .number{font-weight:600}
  .unit,.direction,.cell{color:var(--soft)}
  .direction{font-size:.8rem;font-weight:400}
  .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem;margin-top:1rem}
  figure{margin:0}
  .sample,.comparison{padding:1rem 1.15rem;background:var(--sheet);border:1px solid var(--line);border-radius:6px;min-width:0}
  figcaption{display:flex;flex-wrap:wrap;gap:0 .6rem;margin-bottom:.6rem}
  .notes p{margin:.5rem 0 0}
  .notes ul{margin:.25rem 0 0;padding-inline-start:1.1rem}
  .comparisons{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem;margin-top:1rem}
  .group{margin:.7rem 0 .1rem;font-size:.88rem;color:var(--soft)}
  .pair{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:0 1rem;align-items:center;padding:.12rem 0;font-size:.92rem}
  .pair-name{display:flex;justify-content:space-between;flex-wrap:wrap;gap:0 .6rem}
  .pair-name .number{font-weight:600}
  details{margin-top:1rem;border:1px solid var(--line);border-radius:6px;background:var(--sheet)}
  details>:not(summary){margin:0 1.15rem 1rem}
  details>.facts{margin:0 1.15rem .6rem}
  details>.scroll{border:0;margin:0}
  summary{padding:.7rem 1.15rem;cursor:pointer;font-weight:600}
  .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,27rem),1fr));gap:0 2rem;margin:0}
  .facts>div{display:grid;grid-template-columns:minmax(8rem,13rem) 1fr;gap:0 1rem;padding:.35rem 0;border-top:1px solid var(--grid);font-size:.92rem}
  .facts dt{color:var(--soft)}
  .facts dd{margin:0}
  .declared{color:var(--warn);font-size:.85rem}
  .inputs li{padding:.8rem 1.15rem;background:var(--sheet);border:1px solid var(--line);border-radius:6px}
  .inputs p,.plain-list li{margin:.1rem 0}
  .hex{color:var(--soft);overflow-wrap:anywhere;word-break:break-all}
  .steps{padding-inline-start:1.3rem}
  .steps li{margin:.9rem 0}
  .steps p{margin:0 0 .3rem}
  pre{margin:.2rem 0;padding:.65rem .9rem;background:var(--code);border-radius:5px;overflow-x:auto}
  .plain-list{max-width:46rem;padding-inline-start:1.2rem}
  footer{margin-top:3.5rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.85rem}
  h3{margin:1.6rem 0 .5rem;font-size:1.08rem}
  .indicators{margin:1rem 0}
  .notice .fine{margin:.2rem 0 0;color:var(--ink)}
  details>p{margin:0 1.15rem .6rem}
  .filters{display:flex;flex-wrap:wrap;gap:.5rem 1.1rem;margin:0 0 .8rem;font-size:.9rem}
  .filters label{color:var(--soft)}
  .filters select{max-width:15rem;padding:.25rem .4rem;font:inherit;color:var(--ink);background:var(--sheet);border:1px solid var(--line);border-radius:5px}
  .items{max-height:44rem;overflow-y:auto;border:1px solid var(--line);border-radius:6px;background:var(--sheet)}
  .item{margin:0;border:0;border-bottom:1px solid var(--grid);border-radius:0}
  .item-group{content-visibility:auto;contain-intrinsic-size:auto 130rem}
  .item summary{display:flex;gap:.3rem .8rem;align-items:baseline;padding:.5rem .9rem;font-weight:400;font-size:.92rem}
  .item summary code{color:var(--soft);max-width:11rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;flex:none}
  .gist{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}
  .stand{flex:none;width:5.4rem;font-weight:600;color:var(--soft)}
  .stand.right{text-align:start;color:var(--good)}.stand.wrong{color:var(--bad)}.stand.partly{color:var(--warn)}
  .item>dl{display:grid;grid-template-columns:6rem 1fr;gap:.3rem 1rem;margin:0 .9rem .9rem;font-size:.92rem}
  .item dt{color:var(--soft)}
  .item dd{margin:0;min-width:0}
  mark{background:var(--warn-soft);color:var(--ink);border-bottom:2px solid var(--warn);border-radius:2px;padding:0 .1em}
  @media (max-width:40rem){
  .item>dl{grid-template-columns:1fr}.item summary code{max-width:6rem}.stand{width:auto}
  .tree-row{grid-template-columns:1fr auto;gap:.15rem 1rem}
  .tree-bar{grid-column:1/-1;grid-row:2}
  .tree-axis{display:block}
  .depth-2 .tree-name,.depth-3 .tree-name,.depth-4 .tree-name,.depth-5 .tree-name,.depth-6 .tree-name{padding-inline-start:.5rem}
  .branch{font-size:.9rem}
  .tree-value .interval{font-size:.8rem}
  .claim,.facts>div,.pair{grid-template-columns:1fr}
  .claim .verdict{grid-row:auto}
  .strip{grid-template-columns:1fr 1fr;gap:.7rem}
  .card{padding:.8rem .9rem}
  .card .figure{font-size:1.35rem}
  th,td{padding:.45rem .6rem}
  td{min-width:6rem}
  .metrics,.metrics tbody{display:block}
  .metrics thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
  .metrics tr{display:grid;grid-template-columns:1fr auto;padding:.55rem .9rem}
  .metrics tbody tr+tr{border-top:1px solid var(--grid)}
  .metrics tbody tr>*{border:0;padding:0}
  .metrics tbody th{grid-area:1/1}.metrics .value{grid-area:1/2}.metrics .where{grid-area:2/1}.metrics .interval{grid-area:2/2}
  .metrics .count{grid-area:3/1/auto/3;color:var(--soft);font-size:.88rem}
  .metrics .count::before{content:"n = "}
  section{margin-top:2.25rem}}
  @media (max-width:24rem){.strip{grid-template-columns:1fr}}
  @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
  @media print{:root{--paper:#fff;--sheet:#fff;--ink:#000;--soft:#444;--line:#bbb;--grid:#ddd;--code:#f4f4f4;color-scheme:light}
  body{font-size:10pt}
  .sheet{max-width:none;padding:0}
  nav{display:none}
  .strip{grid-template-columns:repeat(4,1fr)}
  .card .figure{font-size:1.3rem}
  section{margin-top:1.6rem}
  .card,.claim,.sample,.comparison,.tree-row,.inputs li,tr{break-inside:avoid}
  h2,summary{break-after:avoid}
  .scroll,pre{overflow:visible}
  *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
  details::details-content{content-visibility:visible;height:auto}}
  """
