/// Derives the metrics of a bundle from its samples and results in the browser, as docs/scoring.md says: the values, not their intervals.
///
/// It takes what the page has read, and gives each metric that it can derive with its value; it uses `Exact` of the script before it.
let deriveScript: StaticString = #"""
  "use strict";
  const Derive = (() => {
    const percents = { all: null, median: 50, p50: 50, p90: 90, p95: 95, p99: 99 };
    const nearestRank = (values, percent) => values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(percent * values.length / 100)) - 1];
    // How many of sorted numbers are below one, or not above it.
    const place = (sorted, goesBefore) => {
      let low = 0, high = sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (goesBefore(sorted[middle])) low = middle + 1; else high = middle;
      }
      return low;
    };
    const mean = values => values.reduce((s, v) => s + v, 0) / values.length;

    // Whether samples go on falling: Kendall's excess more than three standard deviations below none.
    const isFalling = values => {
      let excess = 0;
      for (let i = 1; i < values.length; i += 1) for (let j = 0; j < i; j += 1) excess += Math.sign(values[i] - values[j]);
      const n = values.length;
      return n > 1 && excess / Math.sqrt(n * (n - 1) * (2 * n + 5) / 18) < -3;
    };
    // How many samples at the start belong to the warm-up: the change point of ranks.
    const settlingPoint = values => {
      const count = values.length, order = values.toSorted((a, b) => a - b);
      let total = 0, best = [0n, 1n, 0];
      for (let point = 1; point <= count >> 2; point += 1) {
        const value = values[point - 1];
        total += place(order, v => v < value) + place(order, v => v <= value) + 1;
        const excess = BigInt(total - point * (count + 1)), variance = BigInt(point) * BigInt(count - point) * BigInt(count + 1);
        if (excess > 0n && excess * excess * best[1] > best[0] * variance) best = [excess * excess, variance, point];
      }
      return 12n * best[0] > 49n * best[1] && !isFalling(values.slice(best[2])) ? best[2] : 0;
    };

    // The samples of a series, as numbers: those of a file of the bundle are of 8 bytes each, the lowest first.
    const samplesOf = (series, files) => {
      if (!series.artifact) return (series.nanoseconds ?? series.numbers ?? []).map(Number);
      const bytes = files.get("data/artifacts/" + series.artifact);
      if (!bytes) return null;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return Array.from({ length: bytes.byteLength >> 3 }, (_, i) =>
        series.unit === "ns" ? Number(view.getBigUint64(8 * i, true)) : view.getFloat64(8 * i, true));
    };
    const exactOf = value => value.count !== undefined ? Number(value.count)
      : value.share !== undefined ? Number(value.share) / Number(value.total)
      : value.flag !== undefined ? Number(value.flag) : value.number ?? null;

    const keyed = entries => new Map(entries.map(entry => [entry.node + "\n" + entry.index, entry]));

    // All metrics of a plan that follow from times, readings and results: "cell\nmetric" with the value.
    const metrics = (plan, records, files) => {
      const measured = keyed(records.measurements.trials), results = keyed([...records.results.trials, ...(records.bounded?.trials ?? [])]);
      const status = keyed(records.trials), found = new Map();
      for (const node of plan.nodes) {
        const indices = Array.from({ length: Number(node.trials) }, (_, i) => i);
        if (indices.some(i => status.get(node.id + "\n" + i)?.status !== "ok")) continue;
        const resultsOf = name => indices.map(i => results.get(node.id + "\n" + i)?.values.find(v => v.name === name)?.value);
        // The samples of each process, each changed in a way that may differ from trial to trial.
        const partsOf = (name, change = (v, trial) => v) => indices.flatMap(i => {
          const entry = measured.get(node.id + "\n" + i), series = entry?.series.find(s => s.name === name);
          const samples = series ? samplesOf(series, files) : null;
          if (!samples?.length) return [null];
          const worth = samples.map(v => v / Number(entry.batch ?? 1));
          const counts = (entry.invocations ?? [{ count: samples.length }]).map(p => Number(p.count));
          let start = 0;
          return counts.map(count => worth.slice(start, start += count))
            .map(p => name === "time" ? p.slice(settlingPoint(p)) : p).map(p => p.map(v => change(v, i)));
        });
        for (const metric of node.metrics) {
          const value = valueOf(metric, node, partsOf, resultsOf);
          if (value !== null && Number.isFinite(value)) found.set(node.id + "\n" + metric.name, value);
        }
      }
      return found;
    };
    const valueOf = (metric, node, partsOf, resultsOf) => {
      const rule = metric.derivation, percent = percents[metric.selection];
      if (percent === undefined) return null;
      if (rule.value !== undefined && metric.origin === "result") {
        const values = resultsOf(rule.value).map(v => v ? exactOf(v) : null);
        return values.some(v => v === null) ? null : percent === null ? mean(values) : nearestRank(values, percent);
      }
      const amounts = rule.amount === undefined ? [] : resultsOf(rule.amount).map(v => v ? exactOf(v) : null);
      if (amounts.some(v => v === null)) return null;
      const parts = partsOf(rule.time ?? rule.per ?? rule.value, rule.amount === undefined ? undefined : (ns, i) => amounts[i] * 1e9 / ns);
      if (!parts.length || parts.some(p => !p?.length)) return null;
      if (rule.value !== undefined || rule.amount !== undefined) return combined(parts, node, percent, v => v);
      if (rule.time !== undefined) return combined(parts, node, percent, ns => ns / 1e9 / Number(rule.over ?? 1));
      if (rule.rate !== undefined) {
        const amount = Exact.real(Exact.parse(rule.rate.value));
        return combined(parts, node, percent, ns => amount * 1e9 / ns);
      }
      return null;
    };
    // Of one process the percentile of its samples, of several the mean of what each gives, of logarithms where all are above 0.
    const combined = (parts, node, percent, convert) => {
      const one = part => percent === null ? mean(part.map(convert)) : convert(nearestRank(part, percent));
      if (Number(node.sampling.invocations ?? 1) <= 1) return one(parts.flat());
      const values = parts.map(one);
      return values.every(v => v > 0) ? Math.exp(mean(values.map(Math.log))) : mean(values);
    };

    // What the item records of evaluations add up to, where it is not what the results say: the places.
    const outcomes = ["answer", "several", "none", "refused", "cut", "withheld", "error"];
    const items = (records, lines) => {
      const results = keyed(records.results.trials), wrong = [];
      let count = 0;
      for (const trial of records.trials.filter(t => t.items)) {
        const values = Object.fromEntries((results.get(trial.node + "\n" + trial.index)?.values ?? []).map(v => [v.name, v.value]));
        const of = new Map(outcomes.map(o => [o, 0])), scores = new Map();
        for (const item of lines("data/items/" + trial.items)) {
          if (item.variant !== undefined) continue;
          count += 1;
          of.set(item.outcome, of.get(item.outcome) + 1);
          for (const [name, score] of Object.entries(item.scores)) {
            if (!scores.has(name)) scores.set(name, []);
            scores.get(name).push(Exact.real(Exact.parse(score)));
          }
        }
        for (const [outcome, number] of of) {
          if (Number(values["items-" + outcome]?.count) !== number) wrong.push(trial.node + " items-" + outcome);
        }
        for (const [name, all] of scores) {
          // What a scorer keeps for its own totals stands with the items alone.
          const own = values[name] ? exactOf(values[name]) : null;
          if (own !== null && Math.abs(own - mean(all)) > 1e-9) wrong.push(trial.node + " " + name);
        }
      }
      return { count, wrong };
    };
    return { metrics, items };
  })();
  """#
