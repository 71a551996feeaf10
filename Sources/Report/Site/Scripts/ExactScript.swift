/// The arithmetic of ranking in a browser: exact numbers with BigInt, and binary64 operations in the order of `PlainMath` and `Spread`.
///
/// It does what docs/ranking.md says, so it gives the command's digits; a test compares the two over random tables.
let exactScript: StaticString = #"""
  "use strict";
  const Exact = (() => {
    const view = new DataView(new ArrayBuffer(8));

    // Fractions { n, d } in lowest terms, d above 0.
    const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a; };
    const make = (n, d) => {
      const g = gcd(n < 0n ? -n : n, d);
      return g > 1n ? { n: n / g, d: d / g } : { n, d };
    };
    const parse = text => {
      const [n, d] = text.split("/");
      return make(BigInt(n), BigInt(d ?? 1));
    };
    const whole = n => ({ n: BigInt(n), d: 1n });
    const add = (a, b) => make(a.n * b.d + b.n * a.d, a.d * b.d);
    const times = (a, b) => make(a.n * b.n, a.d * b.d);
    const over = (a, b) => b.n < 0n ? make(-a.n * b.d, a.d * -b.n) : make(a.n * b.d, a.d * b.n);
    const compare = (a, b) => { const x = a.n * b.d, y = b.n * a.d; return x < y ? -1 : x > y ? 1 : 0; };

    const width = n => { const hex = n.toString(16); return hex.length * 4 - Math.clz32(parseInt(hex[0], 16)) + 28; };
    const scaled = n => {
      if (n < 0x20000000000000n) return [Number(n), 0];
      const bits = width(n);
      return bits > 64 ? [Number(n >> BigInt(bits - 64)), bits - 64] : [Number(n), 0];
    };
    const power = exponent => { view.setUint32(0, exponent + 1023 << 20); view.setUint32(4, 0); return view.getFloat64(0); };
    // significand · 2^exponent, by steps that keep each factor normal.
    const scale = (significand, exponent) => {
      let result = significand, rest = Math.max(-3066, Math.min(3069, exponent));
      while (rest < -1022) { result *= power(-1022); rest += 1022; }
      while (rest > 1023) { result *= power(1023); rest -= 1023; }
      return result * power(rest);
    };
    const real = f => {
      const above = scaled(f.n < 0n ? -f.n : f.n), below = scaled(f.d);
      const value = scale(above[0] / below[0], Math.max(-2000, Math.min(2000, above[1] - below[1])));
      return f.n < 0n ? -value : value;
    };

    const awayFromZero = x => { const t = Math.trunc(x); return Math.abs(x - t) >= 0.5 ? t + Math.sign(x) : t; };
    const ln = number => {
      view.setFloat64(0, number);
      let exponent = (view.getUint32(0) >>> 20 & 0x7ff) - 1023;
      view.setUint32(0, view.getUint32(0) & 0xfffff | 0x3ff00000);
      let mantissa = view.getFloat64(0);
      if (mantissa > 1.4142135623730951) { mantissa /= 2; exponent += 1; }
      const ratio = (mantissa - 1) / (mantissa + 1), square = ratio * ratio;
      let series = 1 / 21;
      for (let power = 19; power >= 1; power -= 2) series = series * square + 1 / power;
      return exponent * 0.6931471805599453 + 2 * ratio * series;
    };
    const exp = x => {
      if (!(x > -700)) return 0;
      if (!(x < 700)) return Infinity;
      const doublings = awayFromZero(x / 0.6931471805599453);
      const rest = (x - doublings * 0.693147180369123816490) - doublings * 1.90821492927058770002e-10;
      let series = 1;
      for (let power = 16; power >= 1; power -= 1) series = 1 + rest / power * series;
      return scale(series, doublings);
    };

    // A score: its kind of mean, its terms { ratio, weight, r, w } with r and w in binary64, and its value in binary64.
    const score = (mean, parts) => {
      const terms = parts.filter(p => p.weight.n > 0n);
      const isZero = mean === "arithmetic" ? terms.every(t => t.ratio.n === 0n) : terms.some(t => t.ratio.n === 0n);
      let value = 0;
      if (!isZero) {
        for (const t of terms) value += mean === "geometric" ? t.w * ln(t.r) : mean === "arithmetic" ? t.w * t.r : t.w / t.r;
        value = mean === "geometric" ? exp(value) : mean === "harmonic" ? 1 / value : value;
      }
      return { mean, terms, isZero, real: value };
    };
    const rational = s => {
      if (s.mean === "geometric") return null;
      if (s.mean === "arithmetic") return s.terms.reduce((sum, t) => add(sum, times(t.weight, t.ratio)), whole(0));
      return s.isZero ? whole(0) : over(whole(1), s.terms.reduce((sum, t) => add(sum, over(t.weight, t.ratio)), whole(0)));
    };
    // How Π base^exponent stands to 1, in whole numbers.
    const product = factors => {
      const powers = new Map();
      for (const [base, exponent] of factors) {
        if (base.n === base.d) continue;
        const key = base.n + "/" + base.d, known = powers.get(key);
        powers.set(key, [base, known ? add(known[1], exponent) : exponent]);
      }
      let common = 1n, shared = 0n, above = 1n, below = 1n;
      for (const [, e] of powers.values()) common = common * (e.d / gcd(common, e.d));
      const list = [...powers.values()].map(([base, e]) => [base, e.n * (common / e.d)]);
      for (const [, e] of list) shared = gcd(shared, e);
      for (const [base, e] of list) { if (shared) { above *= base.n ** (e / shared); below *= base.d ** (e / shared); } }
      return above < below ? -1 : above > below ? 1 : 0;
    };
    const order = (s, number, near = real(number)) => {
      if (s.isZero || number.n <= 0n) return s.isZero ? (number.n === 0n ? 0 : -1) : 1;
      if (Math.abs(s.real - near) > 1e-9 * Math.max(s.real, near)) return s.real < near ? -1 : 1;
      const value = rational(s);
      return value ? compare(value, number) : product(s.terms.map(t => [over(t.ratio, number), t.weight]));
    };
    const between = (a, b) => {
      if (a.isZero || b.isZero) return a.isZero ? (b.isZero ? 0 : -1) : 1;
      if (Math.abs(a.real - b.real) > 1e-9 * Math.max(a.real, b.real)) return a.real < b.real ? -1 : 1;
      const mine = rational(a), theirs = rational(b);
      if (mine && theirs) return compare(mine, theirs);
      return product([...a.terms.map(t => [t.ratio, t.weight]), ...b.terms.map(t => [over(whole(1), t.ratio), t.weight])]);
    };

    const most = 1e15;
    const millionths = s => {
      const large = s.real * 1e6;
      if (!(large < most)) return most;
      const below = Math.trunc(large), part = large - below;
      if (Math.abs(part - 0.5) > 1e-9 * Math.max(1, large)) return part < 0.5 ? below : below + 1;
      return order(s, make(2n * BigInt(below) + 1n, 2000000n)) < 0 ? below : below + 1;
    };
    const rounded = number => Number.isFinite(number) && number < 1e9 ? Math.max(0, awayFromZero(number * 1e6)) : most;
    const text = m => Math.floor(m / 1e6) + "." + String(m % 1e6).padStart(6, "0");

    // Half the length of the 95 % interval of the logarithm, t √(gᵀ C g), added row by row; and how far its centre lies from the point.
    const distance = (s, parts, system, mean) => {
      const g = parts.map(p => mean === "geometric" ? p.w : mean === "arithmetic"
        ? (s.isZero ? 0 : p.w * p.r / s.real) : (p.ratio.n === 0n ? 0 : p.w * s.real / p.r));
      const c = system.covariance;
      if (!c.length) return { distance: 0, shift: 0 };
      let variance = 0, reach = 0, shift = 0;
      for (let i = 0; i < g.length; i += 1) shift += g[i] * system.shift[i];
      for (let i = 0; i < g.length; i += 1) {
        for (let j = 0; j < g.length; j += 1) variance += g[i] * g[j] * c[i][j];
        if (g[i] > 0 && c[i][i] > 0) reach = Math.max(reach, system.reach[i]);
      }
      return { distance: variance > 0 ? reach * Math.sqrt(variance) : 0, shift };
    };

    const gradeOf = (scale, found, system, formula) => {
      const { classes, vetoes } = scale, last = classes.length - 1;
      const place = test => { const at = classes.findIndex(test); return at < 0 ? last : at; };
      const inMillionths = m => place(c => c.millionths <= m);
      let point = place(c => order(found.score, c.bound, c.near) >= 0), best = point, worst = point;
      if (found.distance > 0) {
        best = Math.min(best, inMillionths(found.high));
        worst = Math.max(worst, inMillionths(found.low));
      }
      const cappedBy = [];
      for (const veto of vetoes) {
        const cap = classes.findIndex(c => c.name === veto.best);
        if (cap < 0) continue;
        // What a veto says follows from the system alone, whatever the weights are.
        const known = system.vetoes ??= new Map();
        if (!known.has(veto)) known.set(veto, excess(veto, found, system, formula));
        const beyond = known.get(veto);
        if (beyond.point) point = Math.max(point, cap);
        if (beyond.surely) best = Math.max(best, cap);
        if (beyond.perhaps) { worst = Math.max(worst, cap); cappedBy.push(veto.indicator); }
      }
      return { point: classes[point].name, worst: classes[worst].name, best: classes[Math.min(best, point)].name, cappedBy };
    };
    const excess = (veto, found, system, formula) => {
      let point = false, surely = false, perhaps = false;
      found.parts.forEach((part, i) => {
        const term = formula.terms[part.term];
        if (term.id !== veto.indicator) return;
        const isHigher = term.better === "higher", against = compare(part.point, veto.bound);
        const isBeyond = isHigher ? against < 0 : against > 0;
        point ||= isBeyond;
        const reach = system.covariance.length ? system.reach[i] * Math.sqrt(Math.max(0, system.covariance[i][i])) : 0;
        if (!(reach > 0 && part.point.n > 0n)) { surely ||= isBeyond; return; }
        const at = real(part.point), low = at * exp(-reach), high = at * exp(reach), bound = real(veto.bound);
        surely ||= isHigher ? high < bound : low > bound;
        perhaps ||= isHigher ? low < bound : high > bound;
      });
      return { point, surely, perhaps: perhaps || point || surely };
    };

    // The formula of the page's data, with exact numbers.
    const formula = raw => ({
      mean: raw.mean, branches: raw.branches,
      terms: raw.terms.map(t => ({ ...t, reference: parse(t.reference), weight: parse(t.weight) })),
    });
    const grading = raw => raw && ({
      ...raw,
      // The least score in millionths that is in the class: the bound, rounded up.
      classes: raw.classes.map(([name, from]) => {
        const bound = parse(from), millionths = Number((bound.n * 1000000n + bound.d - 1n) / bound.d);
        return { name, bound, near: real(bound), millionths };
      }),
      vetoes: raw.vetoes.map(([indicator, bound, best]) => ({ indicator, bound: parse(bound), best })),
    });
    // The same formula with other weights of the branches (whole numbers or fractions); null where they add up to nothing.
    const weighing = (f, weights) => {
      const exact = weights.map(w => typeof w === "string" ? parse(w) : whole(w)), sum = exact.reduce(add, whole(0));
      if (sum.n <= 0n || exact.some(w => w.n < 0n)) return null;
      const now = f.branches.map(b => f.terms.filter(t => t.branch === b).reduce((s, t) => add(s, t.weight), whole(0)));
      return { ...f, terms: f.terms.map(t => {
        const at = f.branches.indexOf(t.branch);
        return at < 0 || now[at].n === 0n ? t : { ...t, shares: undefined, weight: times(over(t.weight, now[at]), over(exact[at], sum)) };
      }) };
    };
    // The finest weights that are compared exactly.
    const isTooFine = f => f.terms.reduce((common, t) => common * (t.weight.d / gcd(common, t.weight.d)), 1n) > 20000n;

    // A system of the page's data, read once: parts with exact points and ratios, covariances as a square.
    const system = (raw, f) => {
      const parts = raw.leaves.map(([leaf, term, point]) => {
        const exact = parse(point), reference = f.terms[term].reference;
        const ratio = f.terms[term].better === "higher" ? over(exact, reference) : over(reference, exact);
        return { leaf, term, point: exact, ratio, r: real(ratio) };
      });
      const covariance = raw.covariance.length ? parts.map(() => new Array(parts.length).fill(0)) : [];
      for (const [i, j, value] of raw.covariance) covariance[i][j] = value;
      const counts = new Map();
      for (const part of parts) counts.set(part.term, (counts.get(part.term) ?? 0) + 1);
      return { parts, covariance, reach: raw.leaves.map(leaf => leaf[3]), shift: raw.leaves.map(leaf => leaf[4]), counts };
    };
    // Score, interval and grade of a system under a formula.
    const evaluate = (system, f, scale) => {
      const parts = system.parts.map(part => {
        const term = f.terms[part.term], count = system.counts.get(part.term);
        const shares = term.shares ??= new Map();
        if (!shares.has(count)) { const weight = over(term.weight, whole(count)); shares.set(count, [weight, real(weight)]); }
        const [weight, w] = shares.get(count);
        return { ...part, weight, w };
      });
      const found = { parts, score: score(f.mean, parts) };
      found.millionths = millionths(found.score);
      Object.assign(found, distance(found.score, parts, system, f.mean));
      const hasInterval = found.distance > 0 && !found.score.isZero;
      found.low = hasInterval ? rounded(found.score.real * exp(Math.min(0, found.shift) - found.distance)) : found.millionths;
      found.high = hasInterval ? rounded(found.score.real * exp(Math.max(0, found.shift) + found.distance)) : found.millionths;
      found.grade = scale ? gradeOf(scale, found, system, f) : null;
      return found;
    };
    return { parse, real, ln, exp, text, formula, grading, weighing, isTooFine, system, evaluate, between, compare, times, over, add, whole };
  })();
  """#
