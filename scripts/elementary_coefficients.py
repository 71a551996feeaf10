#!/usr/bin/env python3
"""Compute the polynomial coefficients of Sources/CKernels/coefficients.h.

Needs mpmath. Run:  python3 scripts/elementary_coefficients.py > Sources/CKernels/coefficients.h

Each polynomial is a Chebyshev fit in 60-digit arithmetic whose coefficients are then rounded to the nearest
double. The functions of single precision need no published coefficients: their definition is "correctly
rounded", and scripts/check_elementary.c tries every input. The functions of double precision use plain series
coefficients (1/n!, 2/(2n+1)), which docs/numerics.md states, so that page alone is enough to rebuild them.
"""

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
print("#pragma once\n")

ln2_head, ln2_tail = split(mp.ln(2), 40)
print(f"#define EK_LOG2E {hexadecimal(1 / mp.ln(2))}")
print(f"#define EK_LN2_HEAD {hexadecimal(ln2_head)} /* 40 bits after the point: products with an exponent are exact */")
print(f"#define EK_LN2_TAIL {hexadecimal(ln2_tail)}\n")

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
