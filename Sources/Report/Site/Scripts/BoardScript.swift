/// What the index does with its data: filters, own weights, requirements, plots and comparison; every text of a record goes in as text.
let boardScript: StaticString = #"""
  "use strict";
  const Board = (() => {
    const by = id => document.getElementById(id);
    const site = JSON.parse(by("site-data").textContent), words = site.words;
    const base = Exact.formula(site.formula), scale = Exact.grading(site.scale);
    const systems = site.systems.map((raw, i) => ({ ...raw, i, exact: raw.fault ? null : Exact.system(raw, base) }));
    const bySlug = new Map(systems.map(s => [s.slug, s]));
    const rows = [...document.querySelectorAll("#board tbody tr")];
    const whys = rows.map(row => row.querySelector(".why"));
    const body = document.querySelector("#board tbody");
    const firstRows = 100;
    let drawing = 0;
    const state = { weights: null, kind: "", division: "", standing: "", text: "", needs: [], a: "", b: "", all: false };
    let results = [], shown = [];

    const element = (name, text, attributes = {}) => {
      const made = document.createElement(name);
      if (text !== undefined) made.textContent = text;
      for (const key in attributes) made.setAttribute(key, attributes[key]);
      return made;
    };
    const shape = (name, attributes) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const key in attributes) made.setAttribute(key, attributes[key]);
      return made;
    };
    const fill = (text, ...values) => values.reduce((t, v, i) => t.replaceAll("{" + (i + 1) + "}", () => String(v)), text);

    // The state as a fragment, so that a link says what its reader sees.
    const keys = { kind: "k", division: "d", standing: "s", text: "q", a: "a", b: "b" };
    const write = () => {
      const out = new URLSearchParams();
      if (state.weights) out.set("w", state.weights.join(","));
      for (const key in keys) if (state[key]) out.set(keys[key], state[key]);
      for (const need of state.needs) out.append("n", [need.fact, need.sort, need.value].join("\t"));
      const fragment = out.toString();
      history.replaceState(null, "", fragment ? "#" + fragment : location.pathname + location.search);
      for (const link of document.querySelectorAll("a.keeps")) link.href = link.dataset.href + (fragment ? "#" + fragment : "");
    };
    const read = () => {
      const from = new URLSearchParams(location.hash.slice(1));
      for (const key in keys) state[key] = from.get(keys[key]) ?? "";
      const weights = (from.get("w") ?? "").split(",").map(Number);
      const isWhole = weights.length === base.branches.length && weights.every(w => Number.isInteger(w) && w >= 0 && w <= 1000);
      state.weights = from.has("w") && isWhole ? weights : null;
      state.needs = from.getAll("n").map(n => n.split("\t")).filter(n => n.length === 3 && site.facts[n[0]])
        .map(([fact, sort, value]) => ({ fact, sort, value }));
    };

    // What a system lacks of the requirements, as texts.
    const lacks = system => state.needs.filter(need => {
      const fact = system.facts[need.fact];
      if (!fact || need.value === "") return need.value !== "";
      if (need.sort === "one-of") return !(fact.words ?? []).some(w => w.toLowerCase() === need.value.toLowerCase());
      if (fact.day) return need.sort === "at-least" ? fact.day < need.value : fact.day > need.value;
      if (!fact.amount || !Number.isFinite(Number(need.value))) return true;
      const amount = Exact.real(Exact.parse(fact.amount));
      return need.sort === "at-least" ? amount < Number(need.value) : amount > Number(need.value);
    }).map(need => fill(system.facts[need.fact] ? words.fails : words.unknownFact, need.fact, words[need.sort], need.value));

    // Everything anew under the weights of the state: scores, intervals, grades, ranks; the same weights give what they gave.
    let known = { weights: undefined, order: [] };
    const compute = () => {
      const weights = state.weights ? state.weights.join() : "";
      if (known.weights !== weights) known = { weights, order: computed() };
      return known.order;
    };
    const computed = () => {
      const formula = state.weights ? Exact.weighing(base, state.weights) : base;
      const isTooFine = formula ? Exact.isTooFine(formula) : false;
      by("weights-fault").textContent = !formula ? words.weightsNothing : isTooFine ? words.weightsFine : "";
      results = systems.map(s => s.exact && formula && !isTooFine ? Exact.evaluate(s.exact, formula, s.isGraded ? scale : null) : null);
      const order = systems.filter(s => results[s.i] && s.isRanked)
        .sort((x, y) => Exact.between(results[y.i].score, results[x.i].score) || x.tie - y.tie);
      order.forEach((s, place) => {
        const above = order[place - 1];
        const isTied = above && Exact.between(results[above.i].score, results[s.i].score) === 0;
        results[s.i].rank = isTied ? results[above.i].rank : place + 1;
      });
      const rest = systems.filter(s => !(results[s.i] && s.isRanked)).sort((x, y) => x.tie - y.tie);
      return [...order, ...rest];
    };
    const fits = s => (!state.kind || s.kind === state.kind) && (!state.division || s.division === state.division)
      && (!state.standing || s.standing.includes(state.standing))
      && (!state.text || (s.name + " " + s.about).toLowerCase().includes(state.text.toLowerCase()));

    const axis = values => {
      let low = Infinity, high = -Infinity;
      for (const v of values) if (v > 0 && Number.isFinite(v)) { low = Math.min(low, v); high = Math.max(high, v); }
      if (!(low <= high)) return () => 80;
      low = Math.min(low, 1); high = Math.max(high, 1);
      const from = Exact.ln(low), length = Math.max(Exact.ln(high) - from, 1e-9);
      return v => v > 0 ? 4 + 152 * Math.min(1, Math.max(0, (Exact.ln(v) - from) / length)) : 4;
    };
    const interval = (at, value, low, high, label) => {
      const svg = shape("svg", { viewBox: "0 0 160 14", width: 160, height: 14, role: "img", "aria-label": label });
      const x = v => at(v).toFixed(2);
      svg.append(shape("line", { x1: x(1), x2: x(1), y1: 0, y2: 14, class: "reference" }),
        shape("line", { x1: x(low), x2: x(high), y1: 7, y2: 7, class: "whisker" }),
        shape("circle", { cx: x(value), cy: 7, r: 3, class: "dot" }));
      return svg;
    };
    const gradeText = grade => !grade ? "" : (grade.worst === grade.best ? grade.worst : fill(words.gradeRange, grade.best, grade.worst))
      + (grade.cappedBy.length ? " " + words.capped : "");
    const range = pair => !pair ? "" : pair[0] === pair[1] ? String(pair[0]) : fill(words.range, pair[0], pair[1]);

    const drawRow = (s, at) => {
      const row = rows[s.i], found = results[s.i], cells = row.cells, missing = state.needs.length ? lacks(s) : [];
      row.classList.toggle("out", missing.length > 0);
      cells[0].textContent = found?.rank ?? "–";
      whys[s.i].textContent = missing.length ? words.out + " " + missing.join("; ") : "";
      cells[2].textContent = found ? gradeText(found.grade) || words.none : words.none;
      cells[3].textContent = found ? Exact.text(found.millionths) : words.none;
      const low = found ? Exact.text(found.low) : "", high = found ? Exact.text(found.high) : "";
      const label = !found ? "" : found.distance > 0 ? fill(words.range, low, high) : words.exact;
      cells[4].replaceChildren(...(found ? [element("span", label),
        interval(at, found.millionths / 1e6, found.low / 1e6, found.high / 1e6, Exact.text(found.millionths) + ", " + label)] : []));
      cells[5].textContent = state.weights ? "" : s.letters;
      cells[6].textContent = state.weights ? "" : range(s.here);
    };
    // The rows behind the first ones: a step at a time, so that the page answers in between, until something else is to be drawn.
    const drawRest = (visible, from, to, at) => {
      const next = visible.slice(from, to);
      for (const s of next) drawRow(s, at);
      body.append(...next.map(s => rows[s.i]));
    };
    const drawLater = (visible, from, at, turn) => setTimeout(() => {
      if (turn !== drawing) return;
      drawRest(visible, from, from + 50, at);
      if (from + 50 < visible.length) drawLater(visible, from + 50, at, turn);
    });
    const update = (atOnce = false) => {
      const order = compute().filter(fits);
      const isOut = new Set(state.needs.length ? order.filter(s => lacks(s).length > 0) : []);
      shown = [...order.filter(s => !isOut.has(s)), ...order.filter(s => isOut.has(s))];
      const visible = state.all ? shown : shown.slice(0, firstRows);
      const at = axis(visible.flatMap(s => results[s.i] ? [results[s.i].low / 1e6, results[s.i].high / 1e6] : []));
      const first = visible.slice(0, firstRows);
      for (const s of first) drawRow(s, at);
      body.replaceChildren(...first.map(s => rows[s.i]));
      drawing += 1;
      if (atOnce) drawRest(visible, firstRows, visible.length, at);
      else if (visible.length > firstRows) drawLater(visible, firstRows, at, drawing);
      by("shown").textContent = fill(words.shown, visible.length, shown.length, systems.length);
      by("show-all").hidden = visible.length === shown.length;
      by("own-weights").hidden = !state.weights;
      for (const plot of document.querySelectorAll("details.plot[open]")) drawPlot(plot);
      drawComparison();
      write();
    };

    // One metric of all that are shown, best first, with intervals.
    const short = text => { const value = Exact.real(Exact.parse(text)); return Number(value.toPrecision(4)).toExponential().length > 9
      ? value.toPrecision(4) : String(Number(value.toPrecision(4))); };
    const drawPlot = plot => {
      const term = Number(plot.dataset.term), list = [];
      for (const s of shown) {
        s.exact?.parts.forEach((part, i) => {
          if (part.term !== term) return;
          const c = s.exact.covariance.length ? s.exact.covariance[i][i] : 0, reach = s.exact.reach[i] * Math.sqrt(Math.max(0, c));
          const low = Math.min(0, s.exact.shift[i]) - reach, high = Math.max(0, s.exact.shift[i]) + reach;
          list.push({ s, part, low: part.r * (reach > 0 ? Exact.exp(low) : 1), high: part.r * (reach > 0 ? Exact.exp(high) : 1), point: s.leaves[i][2] });
        });
      }
      list.sort((x, y) => y.part.r - x.part.r || x.s.tie - y.s.tie);
      const first = list.slice(0, 60), at = axis(first.flatMap(e => [e.low, e.high])), unit = base.terms[term].unit ?? "";
      const out = plot.querySelector(".plot-body"), table = element("table"), rowsOf = element("tbody");
      const head = element("tr");
      for (const name of [words.system, words.value, words.ratio, words.interval]) head.append(element("th", name, { scope: "col" }));
      for (const e of first) {
        const row = element("tr"), name = element("th", e.s.name, { scope: "row" });
        const leaf = site.leafIds[e.part.leaf];
        if (leaf !== base.terms[term].metric) name.append(element("span", " " + leaf, { class: "fine" }));
        const label = fill(words.range, e.low.toPrecision(4), e.high.toPrecision(4)), cell = element("td");
        cell.append(interval(at, e.part.r, e.low, e.high, e.part.r.toPrecision(4) + ", " + label));
        row.append(name, element("td", short(e.point) + " " + unit), element("td", e.part.r.toPrecision(4)), cell);
        rowsOf.append(row);
      }
      const top = element("thead");
      top.append(head);
      table.append(top, rowsOf);
      out.replaceChildren(table);
      if (list.length > first.length) out.append(element("p", fill(words.more, list.length - first.length), { class: "fine" }));
    };

    // Two systems side by side.
    const drawComparison = () => {
      const a = bySlug.get(state.a), b = bySlug.get(state.b), out = by("comparison");
      if (!a || !b) { out.replaceChildren(); return; }
      const table = element("table"), head = element("tr"), top = element("thead"), rowsOf = element("tbody");
      table.append(element("caption", fill(words.compared, a.name, b.name), { class: "fine" }));
      for (const name of ["", "A", "B", words.aOverB]) head.append(element("th", name, { scope: "col" }));
      const row = (name, x, y, quotient) => {
        const made = element("tr");
        made.append(element("th", name, { scope: "row" }), element("td", x), element("td", y), element("td", quotient));
        rowsOf.append(made);
      };
      const mine = results[a.i], theirs = results[b.i];
      const text = found => found ? Exact.text(found.millionths) : words.none;
      const span = found => found ? fill(words.range, Exact.text(found.low), Exact.text(found.high)) : "";
      row(words.grade, mine ? gradeText(mine.grade) : words.none, theirs ? gradeText(theirs.grade) : words.none, "");
      row(words.score, text(mine), text(theirs), mine && theirs && !theirs.score.isZero ? (mine.score.real / theirs.score.real).toPrecision(6) : "");
      row(words.interval, span(mine), span(theirs), "");
      const leaves = new Map();
      a.leaves.forEach((leaf, i) => leaves.set(leaf[0], [i, -1]));
      b.leaves.forEach((leaf, i) => leaves.set(leaf[0], [leaves.get(leaf[0])?.[0] ?? -1, i]));
      for (const [leaf, [i, j]] of leaves) {
        const x = i < 0 ? null : a.exact.parts[i], y = j < 0 ? null : b.exact.parts[j], unit = base.terms[(x ?? y).term].unit ?? "";
        const quotient = x && y && y.ratio.n !== 0n ? (x.r / y.r).toPrecision(4) : "";
        row(site.leafIds[leaf], x ? short(a.leaves[i][2]) + " " + unit : "", y ? short(b.leaves[j][2]) + " " + unit : "", quotient);
      }
      top.append(head);
      table.append(top, rowsOf);
      out.replaceChildren(table);
      const test = site.tests.find(t => (t[0] === a.slug && t[1] === b.slug) || (t[0] === b.slug && t[1] === a.slug));
      const note = !test || state.weights ? words.noTest : fill(words.test, test[2].toPrecision(3), test[3].toPrecision(3));
      out.append(element("p", note + " " + words.ratioNote, { class: "fine" }));
    };

    const drawNeeds = () => {
      by("needs").replaceChildren(...state.needs.map((need, index) => {
        const line = element("p", undefined, { class: "need" });
        const remove = element("button", words.remove, { type: "button", "aria-label": fill(words.removeNeed, need.fact) });
        remove.addEventListener("click", () => { state.needs.splice(index, 1); drawNeeds(); update(); });
        line.append(element("span", fill(words.need, need.fact, words[need.sort], need.value, site.facts[need.fact].unit ?? "") + " "), remove);
        return line;
      }));
    };
    const drawControls = () => {
      base.branches.forEach((_, i) => {
        const slider = by("weight-" + i), share = Exact.real(Exact.weighing(base, site.weights).terms
          .filter(t => t.branch === base.branches[i]).reduce((sum, t) => Exact.add(sum, t.weight), Exact.whole(0)));
        slider.value = state.weights ? state.weights[i] : Math.round(share * 100);
        by("weight-value-" + i).textContent = slider.value;
      });
      for (const key of ["kind", "division", "standing", "text", "a", "b"]) by("choose-" + key).value = state[key];
      drawNeeds();
    };
    const profile = () => {
      const lines = ["profile: 1", "name: my-needs", "title: Needs chosen on a page"];
      const weights = state.weights ?? base.branches.map((_, i) => Number(by("weight-" + i).value));
      lines.push("weights: { " + base.branches.map((b, i) => JSON.stringify(b) + ": " + weights[i]).join(", ") + " }");
      if (state.needs.length) lines.push("require:");
      for (const need of state.needs) {
        const isWord = need.sort === "one-of", unit = site.facts[need.fact].unit, isDay = site.facts[need.fact].isDay;
        const value = isWord ? "[" + JSON.stringify(need.value) + "]" : isDay || !unit ? JSON.stringify(need.value)
          : JSON.stringify(need.value + " " + unit);
        lines.push("  " + JSON.stringify(need.fact) + ": { " + need.sort + ": " + value + " }");
      }
      return lines.join("\n") + "\n";
    };
    const start = () => {
      for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
      for (const id of ["a", "b"]) {
        const list = [...systems].sort((x, y) => x.tie - y.tie);
        by("choose-" + id).append(...list.map(s => element("option", s.name, { value: s.slug })));
      }
      base.branches.forEach((_, i) => by("weight-" + i).addEventListener("input", () => {
        state.weights = base.branches.map((_, j) => Number(by("weight-" + j).value));
        by("weight-value-" + i).textContent = by("weight-" + i).value;
        update();
      }));
      for (const key of ["kind", "division", "standing", "text", "a", "b"]) {
        by("choose-" + key).addEventListener("input", event => { state[key] = event.target.value; update(); });
      }
      by("reset").addEventListener("click", () => {
        Object.assign(state, { weights: null, needs: [], kind: "", division: "", standing: "", text: "" });
        drawControls();
        update();
      });
      by("show-all").addEventListener("click", () => { state.all = true; update(); });
      by("add-need").addEventListener("click", () => {
        const value = by("need-value").value.trim();
        if (!by("need-fact").value || !value) return;
        state.needs.push({ fact: by("need-fact").value, sort: by("need-sort").value, value });
        by("need-value").value = "";
        drawNeeds();
        update();
      });
      by("save-profile").addEventListener("click", () => {
        const link = element("a", undefined, { download: "profile.yaml" });
        link.href = URL.createObjectURL(new Blob([profile()], { type: "application/yaml" }));
        link.click();
        URL.revokeObjectURL(link.href);
      });
      for (const plot of document.querySelectorAll("details.plot")) plot.addEventListener("toggle", () => plot.open && drawPlot(plot));
      addEventListener("hashchange", () => { read(); drawControls(); update(); });
      addEventListener("beforeprint", () => { state.all = true; update(true); });
      read();
      drawControls();
      update();
    };
    start();
    return { update, state, profile, systems, results: () => results, shown: () => shown };
  })();
  """#
