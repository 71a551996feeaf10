/* Written by scripts/elementary_coefficients.py. Coefficients ascend: c[0] + c[1] x + c[2] x^2 ... */
#pragma once

#define EK_LOG2E 0x1.71547652b82fep+0
#define EK_LN2_HEAD 0x1.62e42fefa4000p-1 /* 40 bits after the point: products with an exponent are exact */
#define EK_LN2_TAIL -0x1.8432a1b0e2634p-43

/* (exp(r) - 1 - r) / r^2, |r| <= ln(2)/2; error 1.41e-18 */
static const double ek_exp_q[11] = {
  0x1.0000000000000p-1,
  0x1.5555555555557p-3,
  0x1.5555555555556p-5,
  0x1.11111111100bep-7,
  0x1.6c16c16c162c3p-10,
  0x1.a01a01abf85abp-13,
  0x1.a01a01a6e1e2ap-16,
  0x1.71de01fdbf9cap-19,
  0x1.27e4db46cddd1p-22,
  0x1.af4e554377204p-26,
  0x1.1f7340dbc337ep-29,
};

/* (2 atanh(s) - 2 s) / s^3 in z = s^2; error 9.65e-23 */
static const double ek_log_p[10] = {
  0x1.5555555555555p-1,
  0x1.999999999999ap-2,
  0x1.2492492492485p-2,
  0x1.c71c71c71f2a4p-3,
  0x1.745d17437a887p-3,
  0x1.3b13b26293059p-3,
  0x1.1110b873ac127p-3,
  0x1.e202b03b39658p-4,
  0x1.ab81e911b1079p-4,
  0x1.beeab7953f2f0p-4,
};

/* erf(x)/x in u = x^2, |x| <= 1; error 3.35e-23 */
static const double ek_erf_small[15] = {
  0x1.20dd750429b6dp+0,
  -0x1.812746b0379e7p-2,
  0x1.ce2f21a042be2p-4,
  -0x1.b82ce31288b47p-6,
  0x1.565bcd0e6a2eep-8,
  -0x1.c02db40035f1ep-11,
  0x1.f9a326f7ac5b1p-14,
  -0x1.f4d25bf9af03ap-17,
  0x1.b9e6c38e5cf3dp-20,
  -0x1.5f73c3bf14b91p-23,
  0x1.fcbb312b48443p-27,
  -0x1.517ce02f1265fp-30,
  0x1.9a0fcb5e22c5bp-34,
  -0x1.b40e7abf9f000p-38,
  0x1.3c01fd3a74542p-42,
};

/* erf(t + 2.46875), |t| <= 1.46875; error 1.5e-17 */
static const double ek_erf_large[28] = {
  0x1.ffc10194fcb65p-1,
  0x1.4d78bba8ca5f9p-9,
  -0x1.9ba107a45a87ap-8,
  0x1.36f273fbd914bp-7,
  -0x1.3b38708f70af3p-7,
  0x1.b3fdff1ddc1fap-8,
  -0x1.7d55d56c468e1p-9,
  0x1.eae5e24f480ffp-12,
  0x1.5ebdd5b86d236p-12,
  -0x1.1fdf82dc72a42p-12,
  0x1.3f2210298d5c1p-14,
  0x1.696e1db0fd400p-17,
  -0x1.0bc515f7dedb3p-16,
  0x1.30dd018c95877p-18,
  0x1.0dbc9e6667f9dp-21,
  -0x1.86c20bdb634e5p-21,
  0x1.64a8fd80d3ee7p-23,
  0x1.135d7ec5a0b2fp-25,
  -0x1.c2b27b3e4c653p-26,
  0x1.f16334aefa0c5p-29,
  0x1.c0bc9dc67283ap-30,
  -0x1.8406f305d0dfcp-31,
  0x1.9c0c93264eef1p-40,
  0x1.f0ec5032257dap-35,
  -0x1.130ed893b7019p-37,
  -0x1.52b8c953ac4bbp-39,
  0x1.ff139405fce66p-42,
  0x1.6c89a232ed607p-45,
};

