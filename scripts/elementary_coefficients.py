#!/usr/bin/env python3
"""Compute the polynomial coefficients of Sources/CKernels/coefficients.h.

Needs mpmath. Run:  python3 scripts/elementary_coefficients.py > Sources/CKernels/coefficients.h

There are two sets. The accurate polynomials are good to a double's last bits. The near ones are good to about 2^-44,
which decides the float except where the value lies that close to the middle of two floats; there the accurate
functions take over. With AVX-512 the near functions look coefficients up in tables of 16 that stay in registers.

Each polynomial is a Chebyshev fit in 60-digit arithmetic whose coefficients are then rounded to the nearest
double. The functions of single precision need no published coefficients: their definition is "correctly
rounded", and scripts/check_elementary.c tries every input. The functions of double precision use plain series
coefficients (1/n!, 2/(2n+1)), which docs/numerics.md states, so that page alone is enough to rebuild them.
"""

import struct

import mpmath as mp

mp.mp.dps = 60


def hexadecimal(value):
    """The nearest double of an mpmath number, as a C hexadecimal literal."""
    return float(value).hex()


def emit(name, comment, ascending):
    print(f"/* {comment} */")
    print(f"static const double {name}[{len(ascending)}] = {{")
    for value in ascending:
        print(f"  {hexadecimal(value)},")
    print("};\n")


def fit(function, interval, degree):
    """Ascending coefficients of a near-minimax polynomial, and its largest absolute error."""
    polynomial, error = mp.chebyfit(function, interval, degree + 1, error=True)
    return list(reversed(polynomial)), error


def split(value, bits):
    """A head of at most `bits` significant bits and the remainder's nearest double."""
    head = mp.ldexp(mp.nint(mp.ldexp(value, bits)), -bits)
    return head, value - head


print("/* Written by scripts/elementary_coefficients.py. Coefficients ascend: c[0] + c[1] x + c[2] x^2 ... */")
print("#pragma once\n\n#include <stdint.h>\n")

ln2_head, ln2_tail = split(mp.ln(2), 40)
print(f"#define EK_LOG2E {hexadecimal(1 / mp.ln(2))}")
print(f"#define EK_LN2_HEAD {hexadecimal(ln2_head)} /* 40 bits after the point: products with an exponent are exact */")
print(f"#define EK_LN2_TAIL {hexadecimal(ln2_tail)}")
print(f"#define EK_LN2 {hexadecimal(mp.ln(2))}\n")

# exp(r) = 1 + r + r^2 q(r) for |r| <= ln(2)/2 and a little more.
h = mp.ln(2) / 2 * mp.mpf("1.001")


def exp_tail(r):
    if abs(r) < mp.mpf("1e-12"):
        return mp.mpf(1) / 2 + r / 6 + r * r / 24
    return (mp.exp(r) - 1 - r) / (r * r)


coefficients, error = fit(exp_tail, [-h, h], 10)
emit("ek_exp_q", f"(exp(r) - 1 - r) / r^2, |r| <= ln(2)/2; error {mp.nstr(error, 3)}", coefficients)


# log(1+f) with s = f/(2+f): log = f - (f^2/2 - s (f^2/2 + R)), R = z p(z), z = s^2, 2 atanh(s) = 2s + s z p(z).
def log_tail(z):
    if z < mp.mpf("1e-12"):
        return mp.mpf(2) / 3 + z * 2 / 5 + z * z * 2 / 7
    s = mp.sqrt(z)
    return (2 * mp.atanh(s) - 2 * s) / (s * z)


limit = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)) ** 2 * mp.mpf("1.001")
coefficients, error = fit(log_tail, [0, limit], 9)
emit("ek_log_p", f"(2 atanh(s) - 2 s) / s^3 in z = s^2; error {mp.nstr(error, 3)}", coefficients)


def erf_small(u):
    if u < mp.mpf("1e-20"):
        return 2 / mp.sqrt(mp.pi) * (1 - u / 3)
    x = mp.sqrt(u)
    return mp.erf(x) / x


coefficients, error = fit(erf_small, [0, mp.mpf(1)], 14)
emit("ek_erf_small", f"erf(x)/x in u = x^2, |x| <= 1; error {mp.nstr(error, 3)}", coefficients)

centre = mp.mpf("2.46875")
half = mp.mpf("1.46875")
coefficients, error = fit(lambda t: mp.erf(t + centre), [-half, half], 27)
emit("ek_erf_large", f"erf(t + 2.46875), |t| <= 1.46875; error {mp.nstr(error, 3)}", coefficients)


# The near functions (elementary_near.h). Errors are relative to the function's value.
def relative(error):
    return f"relative error 2^{mp.nstr(mp.log(error, 2), 3)}"


def emit_table(name, comment, rows):
    print(f"/* {comment} */")
    width = f"[{len(rows)}][{len(rows[0])}]"
    print(f"static const double {name}{width} __attribute__((aligned(64))) = {{")
    for row in rows:
        print("  {" + ", ".join(hexadecimal(value) for value in row) + "},")
    print("};\n")


def expm1_over(r):
    if abs(r) < mp.mpf("1e-15"):
        return 1 + r / 2 + r * r / 6
    return mp.expm1(r) / r


# Where the result is subnormal, the test for doubt looks at the wrong bits. There are 2.2 million such inputs; `half` and
# `lift`, both far below what the test allows for, are chosen so that each of them comes out right (check_elementary.c).
def emit_near_exp(name, half, degree, lift=0):
    coefficients, error = fit(mp.exp, [-half, half], degree)
    coefficients = [c * (1 + mp.mpf(lift)) for c in coefficients]
    error += abs(lift)
    emit(name, f"exp(r), |r| <= {mp.nstr(half, 4)}; {relative(error)}", coefficients)


def emit_near_expm1(name, half, degree):
    coefficients, error = fit(expm1_over, [-half, half], degree)
    emit(name, f"(exp(r) - 1) / r, |r| <= {mp.nstr(half, 4)}; {relative(error)}", coefficients)


def bits(value):
    return struct.unpack("<Q", struct.pack("<d", float(value)))[0]


def emit_powers(count):
    shift = 52 - (count - 1).bit_length()
    print(f"/* The bits of 2^(j/{count}), less j << {shift}: adding ({count} k + j) << {shift} gives 2^(k + j/{count}). */")
    return [bits(mp.mpf(2) ** (mp.mpf(j) / count)) - (j << shift) for j in range(count)]


def emit_words(name, values):
    print(f"static const uint{64 if len(values) == 16 else 32}_t {name}[{len(values)}] __attribute__((aligned(64))) = {{")
    print("".join(f"  {value:#x},\n" for value in values) + "};\n")


emit_near_exp("ek_exp_1", h, 9)
emit_near_expm1("ek_expm1_1", h, 8)
emit_near_exp("ek_exp_8", h / 8, 5, mp.ldexp(1, -43))
emit_near_expm1("ek_expm1_8", h / 8, 5)
emit_near_exp("ek_exp_16", h / 16 * mp.mpf("1.004"), 5)
emit_near_expm1("ek_expm1_16", h / 16, 4)
powers = emit_powers(8)
emit_words("ek_power_low_8", [p & 0xFFFFFFFF for p in powers])
emit_words("ek_power_high_8", [p >> 32 for p in powers])
emit_words("ek_power_16", emit_powers(16))


# log without a table: 2 atanh(s) / s in z = s^2.
def atanh_over(z):
    if z < mp.mpf("1e-12"):
        return 2 + z * 2 / 3 + z * z * 2 / 5
    s = mp.sqrt(z)
    return 2 * mp.atanh(s) / s


coefficients, error = fit(atanh_over, [0, limit], 5)
emit("ek_near_log", f"2 atanh(s) / s in z = s^2; {relative(error / 2)}", coefficients)

# log with a table: m in [3/4, 3/2), its interval j from the top four bits of its fraction; r = m c - 1 with c near 1/m
# and exact in 12 bits, log m = log1p(r) - log c. Around 1 c is 1, so that nothing cancels.
reciprocals, logarithms, low, high = [], [], mp.mpf(0), mp.mpf(0)
for j in range(16):
    first, last = (1 + mp.mpf(j) / 16, 1 + mp.mpf(j + 1) / 16) if j < 8 else ((16 + j) / mp.mpf(32), (17 + j) / mp.mpf(32))
    c = mp.mpf(1) if j in (0, 15) else mp.ldexp(mp.nint(mp.ldexp(2 / (first + last), 11)), -11)
    reciprocals.append(c)
    logarithms.append(-mp.log(c))
    low, high = min(low, first * c - 1), max(high, last * c - 1)
emit_table("ek_log_table", "c and -log(c)", [reciprocals, logarithms])


def log1p_over(r):
    if abs(r) < mp.mpf("1e-15"):
        return 1 - r / 2 + r * r / 3
    return mp.log1p(r) / r


coefficients, error = fit(log1p_over, [low, high], 7)
emit("ek_table_log", f"log(1 + r) / r, {mp.nstr(low, 4)} <= r <= {mp.nstr(high, 4)}; {relative(error)}", coefficients)


# erf by powers of t = y - centre, in equal intervals up to 3.92, where it rounds to 1; the first has the centre 0, no
# constant term and a small relative error. 16 intervals for AVX-512, 4 elsewhere.
def emit_erf_table(name, count, degree):
    step, columns, centres, worst = mp.mpf("3.921") / count, [], [], mp.mpf(0)
    for j in range(count):
        first, last = step * j, step * (j + 1) * mp.mpf("1.0001")
        if j == 0:
            centre = mp.mpf(0)
            column, error = fit(lambda t: erf_small(t * t), [first, last], degree - 1)
            column = [mp.mpf(0)] + column
        else:
            centre = mp.mpf(float((first + last) / 2))
            column, error = fit(lambda t: mp.erf(centre + t), [first - centre, last - centre], degree)
            error /= mp.erf(first)
        centres.append(centre)
        columns.append(column)
        worst = max(worst, error)
    print(f"#define {name.upper()}_DEGREE {degree}")
    print(f"#define {name.upper()}_SCALE {hexadecimal(1 / step)} /* intervals per unit */")
    rows = [centres] + [[c[i] for c in columns] for i in range(degree + 1)]
    emit_table(name, f"centres, then coefficients of 1, t, t^2 ...; {relative(worst)}", rows)


emit_erf_table("ek_erf16", 16, 9)
emit_erf_table("ek_erf4", 4, 14)
