/* Written by scripts/elementary_coefficients.py. Coefficients ascend: c[0] + c[1] x + c[2] x^2 ... */
#pragma once

#include <stdint.h>

#define EK_LOG2E 0x1.71547652b82fep+0
#define EK_LN2_HEAD 0x1.62e42fefa4000p-1 /* 40 bits after the point: products with an exponent are exact */
#define EK_LN2_TAIL -0x1.8432a1b0e2634p-43
#define EK_LN2 0x1.62e42fefa39efp-1

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

/* exp(r), |r| <= 0.3469; relative error 2^-46.0 */
static const double ek_exp_1[10] = {
  0x1.000000000003dp+0,
  0x1.0000000000006p+0,
  0x1.ffffffffe71c5p-2,
  0x1.5555555550cf4p-3,
  0x1.55555589076f6p-5,
  0x1.11111123dbdd5p-7,
  0x1.6c162b1e2c094p-10,
  0x1.a019945892531p-13,
  0x1.a17ea772a0a58p-16,
  0x1.72e18c85be861p-19,
};

/* (exp(r) - 1) / r, |r| <= 0.3469; relative error 2^-43.5 */
static const double ek_expm1_1[9] = {
  0x1.0000000000000p+0,
  0x1.fffffffff70abp-2,
  0x1.5555555553b48p-3,
  0x1.555555745858dp-5,
  0x1.1111111c5719ap-7,
  0x1.6c164d7dbdce2p-10,
  0x1.a019ad55d1aa7p-13,
  0x1.a15af3e6562d7p-16,
  0x1.72c79824255e0p-19,
};

/* exp(r), |r| <= 0.04337; relative error 2^-41.2 */
static const double ek_exp_8[6] = {
  0x1.0000000000714p+0,
  0x1.00000000002bap+0,
  0x1.ffffffd088c56p-2,
  0x1.55555547c5afbp-3,
  0x1.555d8cbe91811p-5,
  0x1.1115c301799eep-7,
};

/* (exp(r) - 1) / r, |r| <= 0.04337; relative error 2^-44.5 */
static const double ek_expm1_8[6] = {
  0x1.00000000000bap+0,
  0x1.000000000002ep-1,
  0x1.55555547c5850p-3,
  0x1.5555554e8d709p-5,
  0x1.1115c301797ccp-7,
  0x1.6c1b735ab0459p-10,
};

/* exp(r), |r| <= 0.02177; relative error 2^-47.6 */
static const double ek_exp_16[6] = {
  0x1.0000000000015p+0,
  0x1.0000000000003p+0,
  0x1.fffffffcfc560p-2,
  0x1.5555555478dbcp-3,
  0x1.55576762e864ap-5,
  0x1.11123ff41688cp-7,
};

/* (exp(r) - 1) / r, |r| <= 0.02168; relative error 2^-41.1 */
static const double ek_expm1_16[5] = {
  0x1.0000000000000p+0,
  0x1.fffffffe5a16fp-2,
  0x1.55555554dcc9bp-3,
  0x1.55570b87f6002p-5,
  0x1.11120b77051e7p-7,
};

/* The bits of 2^(j/8), less j << 49: adding (8 k + j) << 49 gives 2^(k + j/8). */
static const uint32_t ek_power_low_8[8] __attribute__((aligned(64))) = {
  0x0,
  0x3c7d517b,
  0xa31b715,
  0xd5362a27,
  0x667f3bcd,
  0x422aa0db,
  0x995ad3ad,
  0xdcfba487,
};

static const uint32_t ek_power_high_8[8] __attribute__((aligned(64))) = {
  0x3ff00000,
  0x3fef72b8,
  0x3fef06fe,
  0x3feebfda,
  0x3feea09e,
  0x3feeace5,
  0x3feee89f,
  0x3fef5818,
};

/* The bits of 2^(j/16), less j << 48: adding (16 k + j) << 48 gives 2^(k + j/16). */
static const uint64_t ek_power_16[16] __attribute__((aligned(64))) = {
  0x3ff0000000000000,
  0x3fefb5586cf9890f,
  0x3fef72b83c7d517b,
  0x3fef387a6e756238,
  0x3fef06fe0a31b715,
  0x3feedea64c123422,
  0x3feebfdad5362a27,
  0x3feeab07dd485429,
  0x3feea09e667f3bcd,
  0x3feea11473eb0187,
  0x3feeace5422aa0db,
  0x3feec49182a3f090,
  0x3feee89f995ad3ad,
  0x3fef199bdd85529c,
  0x3fef5818dcfba487,
  0x3fefa4afa2a490da,
};

/* 2 atanh(s) / s in z = s^2; relative error 2^-45.1 */
static const double ek_near_log[6] = {
  0x1.fffffffffff11p+0,
  0x1.5555555672baap-1,
  0x1.9999962870e32p-2,
  0x1.249439a497a18p-2,
  0x1.c6206967897bep-3,
  0x1.919abd57b321ap-3,
};

/* c and -log(c) */
static const double ek_log_table[2][16] __attribute__((aligned(64))) = {
  {0x1.0000000000000p+0, 0x1.d400000000000p-1, 0x1.bac0000000000p-1, 0x1.a400000000000p-1, 0x1.8f80000000000p-1, 0x1.7d00000000000p-1, 0x1.6c00000000000p-1, 0x1.5c80000000000p-1, 0x1.4e60000000000p+0, 0x1.4140000000000p+0, 0x1.3520000000000p+0, 0x1.29e0000000000p+0, 0x1.1f80000000000p+0, 0x1.15c0000000000p+0, 0x1.0ca0000000000p+0, 0x1.0000000000000p+0},
  {0x0.0p+0, 0x1.700d30aeac0e1p-4, 0x1.299d30c606ea7p-3, 0x1.95a5adcf7017fp-3, 0x1.fc218be620a5ep-3, 0x1.2e9e2bce12286p-2, 0x1.5d5bddf595f30p-2, 0x1.89eb3af432874p-2, -0x1.117ee81dfe4c4p-2, -0x1.d0fb7f2255e51p-3, -0x1.8230164c1a332p-3, -0x1.3643cad0588f1p-3, -0x1.db5270187d927p-4, -0x1.4e01108a35ae6p-4, -0x1.8a5a9cc614ca4p-5, 0x0.0p+0},
};

/* log(1 + r) / r, -0.03125 <= r <= 0.0625; relative error 2^-45.6 */
static const double ek_table_log[8] = {
  0x1.000000000004bp+0,
  -0x1.0000000002ffep-1,
  0x1.55555550c9337p-2,
  -0x1.fffffeb586a6ep-3,
  0x1.9999e737f6665p-3,
  -0x1.555ffa12aa334p-3,
  0x1.241c36e608e7dp-3,
  -0x1.cc1d441b808b0p-4,
};

#define EK_ERF16_DEGREE 9
#define EK_ERF16_SCALE 0x1.05286a07b443ap+2 /* intervals per unit */
/* centres, then coefficients of 1, t, t^2 ...; relative error 2^-45.1 */
static const double ek_erf16[11][16] __attribute__((aligned(64))) = {
  {0x0.0p+0, 0x1.7870eb900672ep-2, 0x1.39b2e5eb81c3cp-1, 0x1.b72d560f004e0p-1, 0x1.1a53e3193f6c2p+0, 0x1.59111b2afeb15p+0, 0x1.97ce533cbdf67p+0, 0x1.d68b8b4e7d3b9p+0, 0x1.0aa461b01e406p+1, 0x1.2a02fdb8fde2fp+1, 0x1.496199c1dd858p+1, 0x1.68c035cabd281p+1, 0x1.881ed1d39ccaap+1, 0x1.a77d6ddc7c6d4p+1, 0x1.c6dc09e55c0fdp+1, 0x1.e63aa5ee3bb26p+1},
  {0x0.0p+0, 0x1.966289233e64bp-2, 0x1.3a405dffdc52dp-1, 0x1.8cbf21b733701p-1, 0x1.c3273603d1aaep-1, 0x1.e302dfa618588p-1, 0x1.f392e840fae3bp-1, 0x1.fb3806eda9e9ep-1, 0x1.fe5a129149a68p-1, 0x1.ff7de3685fe5fp-1, 0x1.ffdc26b7e626ap-1, 0x1.fff72f159d7f3p-1, 0x1.fffe110142213p-1, 0x1.ffff9f3ec784ap-1, 0x1.ffffef27978cap-1, 0x1.fffffd6393464p-1},
  {0x1.20dd750429b0ap+0, 0x1.f8b3223b654fap-1, 0x1.8ce96d010ac73p-1, 0x1.14d0112c2e4abp-1, 0x1.56678548cd281p-2, 0x1.77992b27262b8p-3, 0x1.6d600e58df5c7p-4, 0x1.3b33198905c91p-5, 0x1.e246022da46c6p-7, 0x1.47310fbfa9f7ep-8, 0x1.89b4c436fb3e1p-10, 0x1.a41eb17d67e48p-12, 0x1.8d9002dad4e89p-14, 0x1.4da20222820d1p-16, 0x1.f095a950a09c3p-19, 0x1.47bb64907cb03p-21},
  {0x1.fdb476e5696ebp-37, -0x1.7312dc87207c6p-2, -0x1.e65ec50df0db7p-2, -0x1.dae1d313f83fep-2, -0x1.799e3c2212b49p-2, -0x1.fa46842fef19bp-3, -0x1.23051873c92f0p-3, -0x1.21add092c3dfep-4, -0x1.f6526b24e6cd6p-6, -0x1.7ce2eeff3ff2cp-7, -0x1.fa8f6a210d1e3p-9, -0x1.28034c7337772p-10, -0x1.307a308e1b0d8p-12, -0x1.13f51466621bep-14, -0x1.b92a1efe2dd7ep-17, -0x1.373c6accec26dp-19},
  {-0x1.812746cb1e4c7p-2, -0x1.eb0c62711dbd1p-3, -0x1.07c6cb26885c2p-4, 0x1.5c119ff098e8cp-4, 0x1.4700612ec8462p-3, 0x1.49bed9fc2bfaep-3, 0x1.f054d959d28bfp-4, 0x1.2e6ed3b3e9b32p-4, 0x1.349cf506d06ccp-5, 0x1.0c545256e5dfbp-6, 0x1.91b33a4cb798cp-8, 0x1.0495fb63b49e4p-9, 0x1.2659d6b2eeb5dp-11, 0x1.226f5bc914ae8p-13, 0x1.f5e1b12432101p-16, 0x1.7c70315e21fd0p-18},
  {0x1.16252f2b33b8fp-24, 0x1.51a440dee3335p-3, 0x1.6ca67a2eafeb5p-3, 0x1.e3e522abc9121p-4, 0x1.1db8283061693p-5, -0x1.abcf900876d7fp-6, -0x1.92a0205f3390ep-5, -0x1.6ac5c8f7178d2p-5, -0x1.db71b3ed1bca9p-6, -0x1.f1c445094a19ep-7, -0x1.b06b3eda9bc37p-8, -0x1.3de0adb301038p-9, -0x1.901df7a0c897ap-11, -0x1.b27620f7d6098p-13, -0x1.991b5478f4246p-15, -0x1.4f5a6c4450c99p-17},
  {0x1.ce2dbc78260f9p-4, 0x1.86a9304e9b1c9p-5, -0x1.8e686f1fda605p-6, -0x1.0e72cf8f38820p-4, -0x1.0338b95269c26p-4, -0x1.185d29162747dp-5, -0x1.49fa402ab295bp-8, 0x1.550a988004378p-7, 0x1.a5ff8bb26b420p-7, 0x1.2e90d66afa6dbp-7, 0x1.4495fc46714a5p-8, 0x1.182eb4fc45e8cp-9, 0x1.91fd18561f552p-11, 0x1.e7d6a0ec2802cp-13, 0x1.fa3c99854895ep-15, 0x1.c47de6fd87a1bp-17},
  {0x1.fc8e4bb5f3757p-17, -0x1.9803a9bc9f15ap-5, -0x1.5c45fb30e9f96p-5, -0x1.9db438296f05dp-7, 0x1.c98fcb403751ap-7, 0x1.6e0485611628ep-6, 0x1.028a53e9474bbp-6, 0x1.640614b956e1cp-8, -0x1.3ba29af8425ccp-10, -0x1.984d71ba1b32dp-9, -0x1.4637b4865ed8fp-9, -0x1.64e8999cf38fdp-10, -0x1.2fcb3d79c27d1p-11, -0x1.a6258d369dfa5p-13, -0x1.ea8a214d131f7p-15, -0x1.e37d96d2eec35p-17},
  {-0x1.b9cc4c6e7f0f5p-6, -0x1.91450dfe7bebep-8, 0x1.b193ea4f379cfp-7, 0x1.34426c87136a8p-6, 0x1.5d9327649bfdfp-7, -0x1.dcf365de473fcp-12, -0x1.881cf35b9ca89p-8, -0x1.5d5d9109a85f7p-8, -0x1.33f9036ebe55ep-9, -0x1.08eb6eec5c0f0p-13, 0x1.551a2c5e7fd5bp-11, 0x1.33f43edc42d17p-11, 0x1.5461382ed410cp-12, 0x1.1ae78ceddcbf2p-13, 0x1.798886ce78487p-15, 0x1.a10a4367af978p-17},
  {0x1.773e477bdf347p-12, 0x1.6db2ffdc10b45p-7, 0x1.ce302e59ed9e4p-8, -0x1.5473e412be052p-10, -0x1.81f163d5f764dp-8, -0x1.2ea255035570ep-8, -0x1.08c409f37f0eap-10, 0x1.4ce86d533e2ecp-10, 0x1.82c04b808bcc8p-10, 0x1.853364f1d5918p-11, 0x1.edba3bcf6ec22p-14, -0x1.f960cd46e1186p-14, -0x1.044274d1ef46cp-13, -0x1.1fa98c384ef78p-14, -0x1.cf4825f424417p-16, -0x1.273c4b0a5ab2bp-17},
  {0x1.2fbe064520c15p-8, 0x1.217150af2ca6dp-12, -0x1.cc5af942214c7p-9, -0x1.bc32920f2dfc0p-9, -0x1.47d3d287a2d66p-11, 0x1.7fa79c166f70ep-10, 0x1.8c13550a787c2p-10, 0x1.0d3c53884f1dbp-11, -0x1.d85a3b82b03d5p-13, -0x1.768a95c418322p-12, -0x1.93587f8b41336p-13, -0x1.4183b0d3eddb2p-15, 0x1.64f34b7fe2ef6p-16, 0x1.931de214b6f1bp-16, 0x1.b299f7e3237f0p-17, 0x1.4d5a21e9b0902p-18},
};

#define EK_ERF4_DEGREE 14
#define EK_ERF4_SCALE 0x1.05286a07b443ap+0 /* intervals per unit */
/* centres, then coefficients of 1, t, t^2 ...; relative error 2^-44.0 */
static const double ek_erf4[16][4] __attribute__((aligned(64))) = {
  {0x0.0p+0, 0x1.7870eb900672ep+0, 0x1.39b2e5eb81c3cp+1, 0x1.b72d560f004e0p+1},
  {0x0.0p+0, 0x1.ecc4322d18ff6p-1, 0x1.ffbabcd31836dp-1, 0x1.ffffd70b4be6ap-1},
  {0x1.20dd750429aa2p+0, 0x1.09e5b849001cdp-3, 0x1.6c4ef27baad2fp-9, 0x1.24225951bb6dbp-17},
  {0x1.3d635e6425baep-36, -0x1.86feafd74fd0ap-3, -0x1.be6b1c8fa5dfcp-8, -0x1.f52aa36942340p-16},
  {-0x1.812746c4a97a0p-2, 0x1.26aa738db6f8dp-3, 0x1.4e54b4b1afeb4p-7, 0x1.126adbfdb9116p-14},
  {0x1.0860b2cbf9706p-25, -0x1.594511bff8105p-5, -0x1.4f4804a828b54p-7, -0x1.ad024aac70d79p-14},
  {0x1.ce2eb2b9563eap-4, -0x1.2d07b0a965dd5p-6, 0x1.c8c28a7a5e8d9p-8, 0x1.fa757833642c2p-14},
  {0x1.badc7fc87083ep-19, 0x1.4bb232a5e8ad2p-6, -0x1.84a495d68fbe4p-9, -0x1.d0d469562346cp-14},
  {-0x1.b873d6df0cff4p-6, -0x1.0ebbb9f45328dp-8, 0x1.b50d8640c07e1p-12, 0x1.4f16f50d4fc3fp-14},
  {0x1.e75376167df8ap-15, -0x1.7191e79a3c9d9p-9, 0x1.8e77beb86eef8p-12, -0x1.77a52fa3b1735p-15},
  {0x1.4d6eb64960553p-8, 0x1.c4180f946a7f9p-10, -0x1.2e0a509b3853bp-12, 0x1.3836ebb158f73p-16},
  {0x1.c77ed38b4f551p-13, -0x1.887b87850e8efp-18, 0x1.34c5d2a9d584bp-14, -0x1.42c2948b991aep-18},
  {-0x1.1b9652b8154cfp-10, -0x1.2622bb2993d82p-12, 0x1.e8e19ad677f25p-17, -0x1.9f5b556927f44p-25},
  {0x1.208eb8169a2d8p-13, 0x1.22112596da296p-14, -0x1.1e0b31fa14520p-16, 0x1.97728706fac11p-21},
  {0x1.92f77ae1b8c0bp-14, 0x1.8aebec474ffe7p-16, 0x1.f27575368ca7ap-19, -0x1.9c648ed09bcfdp-22},
  {-0x1.9ddbb6248da49p-16, -0x1.ab45de5d98c90p-17, 0x1.be8d71a34f2bfp-21, 0x1.58e0bf7252667p-24},
};

