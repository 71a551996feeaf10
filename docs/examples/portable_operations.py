"""The catalogue's operations, written plainly from docs/numerics.md alone, beside what portable_numerics.py has already.

Each function takes the operation's parameters (a dictionary) and inputs (arrays in the page's layouts) and gives its output.
Slow on purpose; everything gives Etalon's bits.
"""

import math
from decimal import Decimal

import numpy as np

import portable_numerics as pn

F32, F64 = np.float32, np.float64


def dot(terms, shape):
    """Section 3 for one element or an array of them: terms (a, b) in order, chunks of 256, the tree."""
    sums, total, count = [], np.zeros(shape, F32), 0
    for a, b in terms:
        if count and count % 256 == 0:
            sums.append(total)
            total = np.zeros(shape, F32)
        total = pn.fma(a, b, total)
        count += 1
    return pn.canonical(pn.tree(sums + [total]))


def relu(x):
    return np.where(np.isnan(x), F32(np.nan), np.where(x > 0, x, F32(0)))


# --- 3, 4, 13, 14: products and sums ---------------------------------------------------------------------------------

def operands(p, a, b):
    """op(A) and op(B) of flat arrays."""
    m, n, k = p["m"], p["n"], p["k"]
    a = a.reshape(k, m).T if p.get("transpose-a") else a.reshape(m, k)
    return a, b.reshape(n, k).T if p.get("transpose-b") else b.reshape(k, n)


def gemm(p, a, b):
    return pn.gemm(*operands(p, a, b))


def gemv(p, a, x):
    m, n = p["m"], p["n"]
    a = a.reshape(n, m).T if p.get("transpose") else a.reshape(m, n)
    return pn.gemm(a, x.reshape(n, 1))


def gemm_integer(p, a, b):
    a, b = operands(p, a.view(np.int8), b.view(np.int8))
    return (a.astype(np.int64) @ b.astype(np.int64)).astype(np.int32)


def widened(x):
    return (x.view(np.uint16).astype(np.uint32) << 16).view(F32)


def gemm_mixed(p, a, b):
    return pn.gemm(*operands(p, widened(a), widened(b)))


def exact_sum(p, x):
    total, special = 0, 0
    for value in x.tolist():
        if math.isfinite(value):
            top, bottom = value.as_integer_ratio()
            total += top * (2**1074 // bottom)
        else:
            special |= 1 if math.isnan(value) else 2 if value > 0 else 4
    return np.frombuffer(total.to_bytes(272, "little", signed=True) + special.to_bytes(8, "little"), np.uint8)


# --- 8, 9: rows and optimisers ---------------------------------------------------------------------------------------

def dense(p, x, weight, bias):
    x, weight = x.reshape(-1, p["inputs"]), weight.reshape(-1, p["inputs"])
    return pn.canonical(pn.gemm(x, weight.T) + bias)


def softmax(p, x):
    return pn.softmax(x.reshape(p["rows"], p["columns"]))


def softmax_cross_entropy(p, logits, labels):
    return pn.cross_entropy(logits.reshape(p["rows"], p["columns"]), labels.view(np.uint32))[1]


def sgd(p, parameter, gradient, velocity):
    rule, out = pn.SGD(0.01, 0.9), parameter.copy()
    rule.state = [velocity.copy()]
    rule.update([out], [gradient])
    return pn.canonical(out)


def adamw(p, parameter, gradient, first, second):
    rule, out = pn.AdamW(0.001), parameter.copy()
    rule.state, rule.steps = [(first.copy(), second.copy())], 2
    rule.update([out], [gradient])
    return pn.canonical(out)


# --- 5, 8: correctly rounded functions, activations, norms, dropout --------------------------------------------------

def each(function, x):
    return pn.canonical([function(float(v)) for v in np.ravel(x)]).reshape(np.shape(x))


def rsqrt_one(x):
    if x == 0:
        return math.copysign(math.inf, x)
    if not x > 0:
        return math.nan
    return 0.0 if math.isinf(x) else pn.nearest(1 / Decimal(x).sqrt())


def erf_one(x):
    """The alternating series with 60 digits; from 4 on, erf rounds to 1."""
    if math.isnan(x) or x == 0 or abs(x) >= 4:
        return x if math.isnan(x) or x == 0 else math.copysign(1, x)
    x, total, term, n = Decimal(x), Decimal(0), Decimal(x), 0
    while abs(term) > abs(x) * Decimal(10) ** -50:
        total += term / (2 * n + 1)
        n += 1
        term = -term * x * x / n
    return pn.nearest(2 * total / PI.sqrt())


def tanh_one(x):
    if math.isnan(x) or x == 0 or abs(x) > 20:
        return x if math.isnan(x) or x == 0 else math.copysign(1, x)
    t = (-2 * abs(Decimal(x))).exp()
    return math.copysign(pn.nearest((1 - t) / (1 + t)), x)


PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")
LARGEST = F32(float.fromhex("0x1.fffffep+127"))


def rsqrt(x):
    return each(rsqrt_one, x)


def erf(x):
    return each(erf_one, x)


def low(x):
    return np.where(x == -np.inf, -LARGEST, x)


def mid(x):
    return np.where(x == np.inf, LARGEST, low(x))


ONE, HALF = F32(1), F32(0.5)
ROOT_HALF, DENSITY = F32(float.fromhex("0x1.6a09e6p-1")), F32(float.fromhex("0x1.988454p-2"))


def gelu(p, x):
    return pn.canonical((HALF * low(x)) * (ONE + erf(x * ROOT_HALF)))


def gelu_gradient(p, x, gradient):
    x = mid(x)
    slope = (HALF * (ONE + erf(x * ROOT_HALF))) + (x * (pn.exp(-HALF * (x * x)) * DENSITY))
    return pn.canonical(gradient * slope)


def silu(p, x):
    return pn.canonical(low(x) / (ONE + pn.exp(-x)))


def silu_gradient(p, x, gradient):
    x = mid(x)
    s = ONE / (ONE + pn.exp(-x))
    return pn.canonical(gradient * (s * (ONE + (x * (ONE - s)))))


def tanh_gradient(p, y, gradient):
    return pn.canonical(gradient * (ONE - (y * y)))


def relu_gradient(p, x, gradient):
    return pn.canonical(np.where(x > 0, gradient, F32(0)))


def log_softmax(p, x):
    x = x.reshape(p["rows"], p["columns"])
    _, maximum, total = pn.softmax_parts(x)
    return pn.canonical((x - maximum[:, None]) - pn.log(total)[:, None])


def mean(x):
    return pn.reduce_sum(x) / F32(len(x))


def normalized(x, epsilon, centred):
    """h and r of a row."""
    d = pn.canonical(x - mean(x)) if centred else x
    r = rsqrt(mean(d * d) + F32(epsilon))
    return d * r, r


def norm(p, x, gain, bias, epsilon):
    rows = x.reshape(p["rows"], p["columns"])
    y = np.array([normalized(row, epsilon, bias is not None)[0] * gain for row in rows], F32)
    return pn.canonical(y if bias is None else y + bias)


def norm_gradient(p, x, gain, gradient, epsilon, centred):
    x, dy = x.reshape(p["rows"], p["columns"]), gradient.reshape(p["rows"], p["columns"])
    h, dx = np.zeros_like(x), np.zeros_like(x)
    for i, row in enumerate(x):
        h[i], r = normalized(row, epsilon, centred)
        g = dy[i] * gain
        s2 = mean(g * h[i])
        dx[i] = r * (((g - mean(g)) if centred else g) - (h[i] * s2))
    sums = [pn.column_sums(dy * h)] + ([pn.column_sums(dy)] if centred else [])
    return np.concatenate([pn.canonical(dx).ravel()] + sums)


def dropout(p, x):
    """The words after those of the inputs; p = 0.1."""
    stream = pn.Stream(*p["stream"], len(x))
    words = np.array([stream.word() for _ in x], np.int64)
    return pn.canonical(np.where(words >= round(0.1 * 2**32), x * F32(1 / (1 - 0.1)), F32(0)))


# --- 6, 7: draws, and the double functions behind them ---------------------------------------------------------------

LN2_HEAD, LN2_TAIL = float.fromhex("0x1.62e42fefa4000p-1"), float.fromhex("-0x1.8432a1b0e2634p-43")

# Wichura's algorithm AS 241, PPND16: numerators and denominators of three rational functions, lowest coefficient first.
CENTRE = (
    [3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3],
    [1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
     3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3],
)
NEAR = (
    [1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4],
    [1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
     1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9],
)
FAR = (
    [6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
    [1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
     1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15],
)


def horner(coefficients, x):
    total = coefficients[-1]
    for c in coefficients[-2::-1]:
        total = total * x + c
    return total


def log64(x):
    """Of a positive normal double."""
    m, e = math.frexp(x)
    if m < float.fromhex("0x1.6a09e667f3bcdp-1"):
        m, e = 2 * m, e - 1
    f = m - 1
    s = f / (f + 2)
    z, h, t = s * s, 0.5 * f * f, 2 / 29
    for n in range(13, 0, -1):
        t = t * z + 2 / (2 * n + 1)
    return e * LN2_HEAD + (f - (h - (s * (h + z * t) + e * LN2_TAIL)))


def quantile(p):
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * (horner(CENTRE[0], r) / horner(CENTRE[1], r))
    r = math.sqrt(-log64(p if q < 0 else 1 - p))
    above, below = NEAR if r <= 5 else FAR
    r -= 1.6 if r <= 5 else 5
    return math.copysign(horner(above, r) / horner(below, r), q)


def random_uniform(p):
    stream, wide = pn.Stream(*p["stream"]), p["type"] == "f64"
    return np.array([(stream.pair() >> 11) * 2.0**-53 for _ in range(p["n"])]) if wide else stream.uniform(p["n"])


def random_normal(p):
    stream = pn.Stream(*p["stream"])
    if p["type"] == "f64":
        return np.array([quantile(((stream.pair() >> 12) + 0.5) * 2.0**-52) for _ in range(p["n"])])
    return np.array([quantile((stream.word() + 0.5) * 2.0**-32) for _ in range(p["n"])], F32)


# --- 15: convolution -------------------------------------------------------------------------------------------------

class Convolution:
    def __init__(self, p):
        self.n, self.h, self.w = p["batch"], p["height"], p["width"]
        self.c, self.o = p["inputs"], p["outputs"]
        self.kh, self.kw, self.s, self.p = p["kernel-height"], p["kernel-width"], p["stride"], p["padding"]
        self.oh = (self.h + 2 * self.p - self.kh) // self.s + 1
        self.ow = (self.w + 2 * self.p - self.kw) // self.s + 1

    def pixels(self, x, ky, kx):
        """X[n, y s + ky - p, x s + kx - p, c] for all y and x, +0 outside the image."""
        padded = np.pad(x.reshape(self.n, self.h, self.w, self.c), ((0, 0), (self.p,) * 2, (self.p,) * 2, (0, 0)))
        return padded[:, ky : ky + self.s * self.oh : self.s, kx : kx + self.s * self.ow : self.s][:, : self.oh, : self.ow]

    def kernel(self, weight):
        return weight.reshape(self.kh, self.kw, self.c, self.o)


def convolution(p, x, weight, bias):
    g = Convolution(p)
    w = g.kernel(weight)
    terms = (
        (g.pixels(x, ky, kx)[..., c : c + 1], w[ky, kx, c])
        for ky in range(g.kh) for kx in range(g.kw) for c in range(g.c)
    )
    y = pn.canonical(dot(terms, (g.n, g.oh, g.ow, g.o)) + bias)
    return relu(y) if p.get("relu") else y


def convolution_weight_gradient(p, x, gradient):
    g = Convolution(p)
    gradient = gradient.reshape(g.n, g.oh, g.ow, g.o)
    places = [(n, y, i) for n in range(g.n) for y in range(g.oh) for i in range(g.ow)]
    out = []
    for ky in range(g.kh):
        for kx in range(g.kw):
            pixels = g.pixels(x, ky, kx)
            out.append(dot(((pixels[at][:, None], gradient[at][None, :]) for at in places), (g.c, g.o)).ravel())
    bias = dot(((F32(1), gradient[at]) for at in places), (g.o,))
    return np.concatenate(out + [bias])


def convolution_input_gradient(p, weight, gradient):
    g = Convolution(p)
    gradient, w = gradient.reshape(g.n, g.oh, g.ow, g.o), g.kernel(weight)
    out = np.zeros((g.n, g.h, g.w, g.c), F32)

    def quotients(at, kernel):
        """The kernel's places, descending, whose quotient is whole, with the quotient."""
        return [(k, (at + g.p - k) // g.s) for k in reversed(range(kernel)) if (at + g.p - k) % g.s == 0]

    for i in range(g.h):
        for j in range(g.w):
            terms = []
            for ky, y in quotients(i, g.kh):
                for kx, x in quotients(j, g.kw):
                    inside = 0 <= y < g.oh and 0 <= x < g.ow
                    for o in range(g.o):
                        values = gradient[:, y, x, o] if inside else np.zeros(g.n, F32)
                        terms.append((values[:, None], w[ky, kx, :, o]))
            out[:, i, j] = dot(terms, (g.n, g.c))
    return out


# --- 16: pooling -----------------------------------------------------------------------------------------------------

class Pooling:
    def __init__(self, p):
        self.w, self.s = p["window"], p["stride"]
        self.shape = (p["batch"], p["height"], p["width"], p["channels"])
        self.oh, self.ow = (p["height"] - self.w) // self.s + 1, (p["width"] - self.w) // self.s + 1
        self.windows = [(y, x) for y in range(self.oh) for x in range(self.ow)]
        self.places = [(r, c) for r in range(self.w) for c in range(self.w)]

    def largest(self, x, y, i):
        """The largest elements of window (y, i), one for each image and channel, and their place in the window."""
        best = place = None
        for number, (r, c) in enumerate(self.places):
            value = x[:, y * self.s + r, i * self.s + c]
            if best is None:
                best, place = value.copy(), np.zeros(value.shape, int)
                continue
            wins = (value > best) | (np.isnan(value) & ~np.isnan(best))
            best, place = np.where(wins, value, best), np.where(wins, number, place)
        return best, place


def max_pool(p, x):
    g = Pooling(p)
    x = x.reshape(g.shape)
    out = np.zeros((g.shape[0], g.oh, g.ow, g.shape[3]), F32)
    for y, i in g.windows:
        out[:, y, i] = g.largest(x, y, i)[0]
    return pn.canonical(out)


def max_pool_gradient(p, x, gradient):
    g = Pooling(p)
    x, gradient = x.reshape(g.shape), gradient.reshape(g.shape[0], g.oh, g.ow, g.shape[3])
    out = np.zeros(g.shape, F32)
    for y, i in g.windows:
        chosen = g.largest(x, y, i)[1]
        for number, (r, c) in enumerate(g.places):
            at = out[:, y * g.s + r, i * g.s + c]
            at[...] = np.where(chosen == number, at + gradient[:, y, i], at)
    return pn.canonical(out)


def average_pool(p, x):
    g = Pooling(p)
    x = x.reshape(g.shape)
    out = np.zeros((g.shape[0], g.oh, g.ow, g.shape[3]), F32)
    for y, i in g.windows:
        for r, c in g.places:
            out[:, y, i] = out[:, y, i] + x[:, y * g.s + r, i * g.s + c]
    return pn.canonical(out / F32(g.w * g.w))


def average_pool_gradient(p, gradient):
    g = Pooling(p)
    gradient = gradient.reshape(g.shape[0], g.oh, g.ow, g.shape[3]) / F32(g.w * g.w)
    out = np.zeros(g.shape, F32)
    for y, i in g.windows:
        for r, c in g.places:
            at = out[:, y * g.s + r, i * g.s + c]
            at[...] = at + gradient[:, y, i]
    return pn.canonical(out)


# --- 17: attention ---------------------------------------------------------------------------------------------------

def heads(p, qkv):
    """For each sequence and head: its number, and Q, K, V with a row for each token."""
    size, count = p["head-size"], p["heads"]
    parts = qkv.reshape(p["batch"], p["tokens"], 3, count, size)
    for n in range(p["batch"]):
        for h in range(count):
            yield (n, h), parts[n, :, 0, h], parts[n, :, 1, h], parts[n, :, 2, h]


def attended(p, i):
    return i + 1 if p.get("causal") else p["tokens"]


def probabilities(p, q, k):
    scale = F32(1 / math.sqrt(p["head-size"]))
    scores = pn.canonical(pn.gemm(q, k.T) * scale)
    return [pn.softmax(scores[i : i + 1, : attended(p, i)])[0] for i in range(p["tokens"])], scale


def attention(p, qkv):
    out = np.zeros((p["batch"], p["tokens"], p["heads"], p["head-size"]), F32)
    for (n, h), q, k, v in heads(p, qkv):
        for i, row in enumerate(probabilities(p, q, k)[0]):
            out[n, i, h] = pn.gemm(row[None, :], v[: len(row)])[0]
    return out


def over_attending(p, rows, values):
    """The sums over the tokens i that attend to j, for each j: rows[i][j] * values[i, e], chunks cut at i = 256 c."""
    tokens = p["tokens"]
    out = np.zeros((tokens, values.shape[1]), F32)
    for j in range(tokens):
        sums = []
        for start in range(0, tokens, 256):
            total = np.zeros(values.shape[1], F32)
            for i in range(start, min(start + 256, tokens)):
                if j < len(rows[i]):
                    total = pn.fma(rows[i][j], values[i], total)
            sums.append(total)
        out[j] = pn.canonical(pn.tree(sums))
    return out


def attention_gradient(p, qkv, gradient):
    out = np.zeros((p["batch"], p["tokens"], 3, p["heads"], p["head-size"]), F32)
    gradient = gradient.reshape(p["batch"], p["tokens"], p["heads"], p["head-size"])
    for (n, h), q, k, v in heads(p, qkv):
        g = gradient[n, :, h]
        rows, scale = probabilities(p, q, k)
        d = pn.gemm(g, v.T)
        e = []
        for i, row in enumerate(rows):
            mine = d[i, : len(row)]
            r = pn.reduce_sum(pn.canonical(mine * row))
            e.append(pn.canonical((row * (mine - r)) * scale))
            out[n, i, 0, h] = pn.gemm(e[i][None, :], k[: len(row)])[0]
        out[n, :, 1, h], out[n, :, 2, h] = over_attending(p, e, q), over_attending(p, rows, g)
    return out


# --- 18: embedding ---------------------------------------------------------------------------------------------------

def embedding(p, table, ids):
    return pn.canonical(table.reshape(p["rows"], p["columns"])[ids.view(np.uint32)])


def embedding_gradient(p, gradient, ids):
    out = np.zeros((p["rows"], p["columns"]), F32)
    for row, number in zip(gradient.reshape(-1, p["columns"]), ids.view(np.uint32)):
        out[number] = out[number] + row
    return pn.canonical(out)


# --- 19 to 22: sorting, sparse products, Fourier transforms ----------------------------------------------------------

def sort(p, x):
    """Ascending with -0 before +0 and canonical NaN last: by the bits, read as sign and magnitude."""
    x = pn.canonical(x)
    bits = x.view(np.int32).astype(np.int64)
    return x[np.argsort(np.where(bits < 0, -(bits & 0x7FFFFFFF) - 1, bits), kind="stable")]


def spmv(p, columns, values, x):
    """Every row has `row-entries` entries, one after another."""
    columns = columns.view(np.uint32).reshape(p["rows"], p["row-entries"])
    values = values.reshape(columns.shape)
    return dot(((values[:, e], x[columns[:, e]]) for e in range(columns.shape[1])), (p["rows"],))


def series(z, a):
    s = 1 / math.factorial(a + 14)
    for n in range(a + 12, a - 1, -2):
        s = 1 / math.factorial(n) - z * s
    return s


def sin0(x):
    z = x * x
    return x - (x * z) * series(z, 3)


def cos0(x):
    z = x * x
    h = 0.5 * z
    r = 1 - h
    return r + (((1 - r) - h) + (z * z) * series(z, 4))


def turn(j, n):
    """Cosine and sine of j/n of a full turn."""
    octant, m = 8 * j // n, 8 * j % n
    f = (n - m if octant % 2 else m) / n
    x = f * float.fromhex("0x1.921fb54442d18p-1")
    c, s = (math.sqrt(0.5),) * 2 if f == 1 else (cos0(x), sin0(x))
    if octant % 2:
        c, s = s, c
    return [(c, s), (-s, c), (-c, -s), (s, -c)][octant // 2]


def transform(re, im):
    n = len(re)
    if n == 1:
        return re, im
    (ere, eim), (ore, oim) = transform(re[0::2], im[0::2]), transform(re[1::2], im[1::2])
    outre, outim = np.zeros(n, F32), np.zeros(n, F32)
    for k in range(n // 2):
        if k == 0:
            tre, tim = ore[0], oim[0]
        elif 4 * k == n:
            tre, tim = oim[k], -ore[k]
        else:
            c, s = turn(k, n)
            wre, wim = F32(c), F32(-s)
            tre, tim = pn.fma(wre, ore[k], -(wim * oim[k])), pn.fma(wre, oim[k], wim * ore[k])
        outre[k], outim[k] = ere[k] + tre, eim[k] + tim
        outre[k + n // 2], outim[k + n // 2] = ere[k] - tre, eim[k] - tim
    return outre, outim


def fft(p, x):
    out = []
    for one in x.reshape(-1, 2 ** p["levels"], 2):
        parts = one[:, ::-1] if p.get("inverse") else one
        result = np.stack(transform(parts[:, 0], parts[:, 1]), axis=1)
        out.append(result[:, ::-1] if p.get("inverse") else result)
    return pn.canonical(np.array(out))


# --- 23: memory ----------------------------------------------------------------------------------------------------

MASK = 2 ** 64 - 1


def pointer_chase(p, following):
    following = [int(place) for place in following.view(np.uint64)]
    at = trail = 0
    for _ in range(p["steps"]):
        at = following[at]
        trail = (trail << 1 & MASK | trail >> 63) ^ at
    return np.array([at, trail], np.uint64)


def random_access(p, start):
    table, state = list(range(2 ** p["levels"])), int(start.view(np.uint64)[0])
    for _ in range(p["updates"] * len(table)):
        state = (state << 1 & MASK) ^ (7 if state >> 63 else 0)
        table[state % len(table)] ^= state
    return np.array(table, np.uint64)


def atomic(p, terms):
    cells, terms = [0] * p["cells"], [int(term) for term in terms.view(np.uint64)]
    for i in range(p["updates"]):
        cells[i % len(cells)] = cells[i % len(cells)] + terms[i % 64] & MASK
    return np.array(cells, np.uint64)


OPERATIONS = {
    "gemm": gemm, "gemm-integer": gemm_integer, "gemm-mixed": gemm_mixed, "exact-sum": exact_sum,
    "reduce-sum": lambda p, x: pn.reduce_sum(x), "relu": lambda p, x: relu(x),
    "exp": lambda p, x: pn.exp(x), "log": lambda p, x: pn.log(x),
    "sqrt": lambda p, x: pn.canonical(np.sqrt(x)), "divide": lambda p, a, b: pn.canonical(a / b),
    "random-uniform": random_uniform, "random-normal": random_normal,
    "stream-copy": lambda p, a, b: a, "stream-scale": lambda p, a, b: 3 * a,
    "stream-add": lambda p, a, b: a + b, "stream-triad": lambda p, a, b: a + 3 * b,
    "tanh": lambda p, x: each(tanh_one, x), "erf": lambda p, x: erf(x), "rsqrt": lambda p, x: rsqrt(x),
    "gelu": gelu, "gelu-gradient": gelu_gradient, "silu": silu, "silu-gradient": silu_gradient,
    "tanh-gradient": tanh_gradient, "relu-gradient": relu_gradient, "log-softmax": log_softmax, "dropout": dropout,
    "layer-norm": lambda p, x, gain, bias: norm(p, x, gain, bias, 1e-5),
    "rms-norm": lambda p, x, gain: norm(p, x, gain, None, 1e-6),
    "layer-norm-gradient": lambda p, x, gain, gradient: norm_gradient(p, x, gain, gradient, 1e-5, True),
    "rms-norm-gradient": lambda p, x, gain, gradient: norm_gradient(p, x, gain, gradient, 1e-6, False),
    "dense": dense, "softmax": softmax, "softmax-cross-entropy": softmax_cross_entropy, "sgd": sgd, "adamw": adamw,
    "convolution": convolution, "convolution-weight-gradient": convolution_weight_gradient,
    "convolution-input-gradient": convolution_input_gradient,
    "max-pool": max_pool, "max-pool-gradient": max_pool_gradient,
    "average-pool": average_pool, "average-pool-gradient": average_pool_gradient,
    "attention": attention, "attention-gradient": attention_gradient,
    "pointer-chase": pointer_chase, "random-access": random_access, "atomic-add": atomic, "atomic-swap": atomic,
    "gemv": gemv, "sort": sort, "spmv": spmv, "fft": fft,
    "embedding": embedding, "embedding-gradient": embedding_gradient,
}
