// An exact fused multiply-add for doubles on machines without the instruction: ek_soft_fma(a, b, c) is a * b + c
// with one rounding, to nearest even, for every input. Slow, but the same bits as the hardware.
#pragma once

#include <stdint.h>
#include <string.h>

static inline uint64_t ek_bits(double x) {
  uint64_t u;
  memcpy(&u, &x, 8);
  return u;
}

static inline double ek_from_bits(uint64_t u) {
  double x;
  memcpy(&x, &u, 8);
  return x;
}

// Both ways to say it need the same thing: a finite nonzero x as sign * mantissa * 2^exponent, mantissa of 53 bits.
static inline uint64_t ek_unpack(double x, int *exponent) {
  uint64_t u = ek_bits(x), fraction = u & 0xfffffffffffff;
  int e = (int)(u >> 52 & 0x7ff);
  if (e == 0) {
    int shift = __builtin_clzll(fraction) - 11;
    *exponent = -1074 - shift;
    return fraction << shift;
  }
  *exponent = e - 1075;
  return fraction | 0x10000000000000;
}

// Rounds magnitude * 2^exponent (magnitude nonzero, its lowest bit sticky) to a double.
static inline double ek_round_pack(int negative, unsigned __int128 magnitude, int exponent) {
  int top = (uint64_t)(magnitude >> 64) ? 127 - __builtin_clzll((uint64_t)(magnitude >> 64))
                                        : 63 - __builtin_clzll((uint64_t)magnitude);
  int cut = top - 52;                                        // bits below a 53-bit mantissa
  if (exponent + cut < -1074) { cut = -1074 - exponent; }    // subnormal: fewer bits
  uint64_t kept;
  if (cut <= 0) {
    kept = (uint64_t)magnitude << -cut;
  } else if (cut > 127) {
    kept = 0;
  } else {
    kept = (uint64_t)(magnitude >> cut);
    unsigned __int128 rest = magnitude & (((unsigned __int128)1 << cut) - 1), half = (unsigned __int128)1 << (cut - 1);
    if (rest > half || (rest == half && (kept & 1))) { kept++; }
  }
  int e = exponent + cut;                                    // the value is kept * 2^e
  if (kept >> 53) { kept >>= 1, e++; }
  uint64_t sign = (uint64_t)negative << 63;
  if (!(kept >> 52)) { return ek_from_bits(sign | kept); }   // subnormal or zero: e is -1074
  if (e + 1075 >= 0x7ff) { return ek_from_bits(sign | 0x7ff0000000000000); }
  return ek_from_bits(sign | (uint64_t)(e + 1075) << 52 | (kept & 0xfffffffffffff));
}

// The general path, in integers.
static inline double ek_soft_fma_slow(double a, double b, double c) {
  uint64_t infinity = 0x7ff0000000000000, mask = 0x7fffffffffffffff;
  int finite = (ek_bits(a) & mask) < infinity && (ek_bits(b) & mask) < infinity;
  if (!finite || a == 0 || b == 0) { return a * b + c; }
  if ((ek_bits(c) & mask) >= infinity) { return c; }
  int ea, eb, ec;
  unsigned __int128 product = (unsigned __int128)ek_unpack(a, &ea) * ek_unpack(b, &eb);
  int exponent = ea + eb, negative = (int)((ek_bits(a) ^ ek_bits(b)) >> 63);
  if (c == 0) { return ek_round_pack(negative, product, exponent); }
  unsigned __int128 addend = ek_unpack(c, &ec);
  int addend_negative = (int)(ek_bits(c) >> 63);
  // Room above for a carry, room below for guard and sticky bits: the product has 105 or 106 bits, and gets 20 more.
  product <<= 20, exponent -= 20;
  addend <<= 72, ec -= 72;                                   // 125 bits
  int shift = exponent - ec;                                 // align to the larger exponent, keeping a sticky bit
  unsigned __int128 *smaller = shift >= 0 ? &addend : &product;
  int distance = shift >= 0 ? shift : -shift;
  if (shift < 0) { exponent = ec; }
  if (distance > 126) {
    *smaller = 1;
  } else if (distance) {
    unsigned __int128 lost = *smaller & (((unsigned __int128)1 << distance) - 1);
    *smaller = *smaller >> distance | (lost != 0);
  }
  if (negative == addend_negative) { return ek_round_pack(negative, product + addend, exponent); }
  if (product == addend) { return 0.0; }
  if (product > addend) { return ek_round_pack(negative, product - addend, exponent); }
  return ek_round_pack(addend_negative, addend - product, exponent);
}

// Boldo and Melquiond's algorithm (2008) where nothing can over- or underflow, the general path elsewhere.
static inline double ek_soft_fma(double a, double b, double c) {
  uint64_t ea = ek_bits(a) >> 52 & 0x7ff, eb = ek_bits(b) >> 52 & 0x7ff, ec = ek_bits(c) >> 52 & 0x7ff;
  int moderate = ea - 723 < 600 && eb - 723 < 600 && (ec - 323 < 1400 || c == 0);
  if (!moderate) { return ek_soft_fma_slow(a, b, c); }
  double factor = 134217729.0;                               // 2^27 + 1: Veltkamp's split, Dekker's product
  double ta = factor * a, ah = ta - (ta - a), al = a - ah;
  double tb = factor * b, bh = tb - (tb - b), bl = b - bh;
  double uh = a * b, ul = ((ah * bh - uh) + ah * bl + al * bh) + al * bl;
  double th = c + ul, tt = th - c, tl = (c - (th - tt)) + (ul - tt);
  double vh = uh + th, vt = vh - uh, vl = (uh - (vh - vt)) + (th - vt);
  double z = tl + vl, zt = z - tl, error = (tl - (z - zt)) + (vl - zt);
  if (error != 0 && !(ek_bits(z) & 1)) {                     // round to odd
    int away = (error > 0) == (z > 0);
    z = ek_from_bits(ek_bits(z) + (away ? 1 : -1));
  }
  return vh + z;
}
