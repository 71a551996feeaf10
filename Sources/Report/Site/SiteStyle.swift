/// What a site adds to the style of a report.
let siteStyle: StaticString = """
  .skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:1rem;background:var(--sheet);padding:.5rem}
  .sheet:has(#board){max-width:84rem}
  caption{padding:.5rem .9rem;text-align:start;color:var(--soft);font-size:.88rem}
  .controls{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:.6rem 1.5rem;margin:.8rem 0}
  .controls label,.sliders label{display:flex;flex-wrap:wrap;gap:.2rem .7rem;align-items:center;justify-content:space-between}
  .controls input,.controls select{font:inherit;color:var(--ink);background:var(--sheet);border:1px solid var(--soft);border-radius:5px;padding:.3rem .5rem;max-width:100%}
  .controls input[type=range]{padding:0;accent-color:var(--accent);flex:1 1 9rem}
  .controls output{min-width:2.5rem;text-align:end;font-variant-numeric:tabular-nums}
  button{font:inherit;color:var(--accent);background:var(--sheet);border:1px solid var(--accent);border-radius:5px;padding:.3rem .8rem;cursor:pointer}
  .buttons{display:flex;flex-wrap:wrap;gap:.6rem;margin:.8rem 0}
  .need{margin:.3rem 0}
  #board td,#board th{vertical-align:top}
  #board td:nth-child(5){white-space:nowrap}
  #board td:nth-child(5) span{display:block;font-size:.82rem;color:var(--soft);font-variant-numeric:tabular-nums}
  #board td:nth-child(4){font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}
  #board td:nth-child(3){font-size:1.15rem;font-weight:680;white-space:nowrap}
  #board .name{overflow-wrap:anywhere}
  .tags{display:block;font-weight:400;color:var(--soft);font-size:.82rem}
  .why{display:block;font-weight:400;color:var(--bad);font-size:.85rem}
  .why:empty{display:none}
  tr.out td:nth-child(3),tr.out td:nth-child(4){color:var(--soft);font-weight:400}
  .plot-body{overflow-x:auto}
  #drop{padding:2rem 1.2rem;border:2px dashed var(--soft);border-radius:8px;text-align:center}
  .checks{list-style:none;padding:0;margin:1rem 0;display:grid;gap:.4rem}
  .checks li{display:grid;grid-template-columns:9rem 1fr;gap:.2rem 1rem;padding:.5rem .9rem;background:var(--sheet);border:1px solid var(--line);border-radius:6px}
  .checks .good{color:var(--good)}.checks .bad{color:var(--bad)}.checks .warn{color:var(--warn)}
  .checks strong{font-weight:640}
  @media (max-width:40rem){
  #board thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
  #board,#board tbody{display:block}
  #board tr{display:grid;grid-template-columns:2.2rem 1fr auto;gap:.1rem .6rem;padding:.6rem .8rem}
  #board tr>*{border:0;padding:0;min-width:0}
  #board caption{display:block}
  #board tr>:nth-child(1){grid-area:1/1}#board tr>:nth-child(2){grid-area:1/2}#board tr>:nth-child(3){grid-area:1/3}
  #board tr>:nth-child(4){grid-area:2/2}#board tr>:nth-child(5){grid-area:3/2/auto/4;max-width:100%}
  #board tr>:nth-child(6),#board tr>:nth-child(7),#board tr>:nth-child(8){grid-column:2/4;font-size:.88rem;color:var(--soft)}
  #board tbody tr+tr{border-top:1px solid var(--grid)}
  #board td:empty{display:none}
  .checks li{grid-template-columns:1fr}}
  @media print{.scripted,button,.skip{display:none}}
  """
