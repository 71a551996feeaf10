// Includes EK_TEMPLATE once for each instruction set of this architecture. Inside, EK(name) is the name with the
// instruction set's suffix, and EK_VECTOR_BYTES and EK_HAS_FMA describe it. Function attributes, not compiler
// flags, select the instructions, so nothing of a wider set can leak into a narrower one.
//
// No include guard: each operation's file includes this once, after it has named its template.

#if defined(__x86_64__)

#define EK_SUFFIX sse2
#define EK_VECTOR_BYTES 16
#define EK_HAS_FMA 0
#include EK_TEMPLATE
#undef EK_SUFFIX
#undef EK_VECTOR_BYTES
#undef EK_HAS_FMA

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define EK_SUFFIX avx2
#define EK_VECTOR_BYTES 32
#define EK_HAS_FMA 1
#include EK_TEMPLATE
#undef EK_SUFFIX
#undef EK_VECTOR_BYTES
#undef EK_HAS_FMA
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#define EK_SUFFIX avx512
#define EK_VECTOR_BYTES 64
#define EK_HAS_FMA 1
#include EK_TEMPLATE
#undef EK_SUFFIX
#undef EK_VECTOR_BYTES
#undef EK_HAS_FMA
#pragma clang attribute pop

#elif defined(__aarch64__)

#define EK_SUFFIX neon
#define EK_VECTOR_BYTES 16
#define EK_HAS_FMA 1
#include EK_TEMPLATE
#undef EK_SUFFIX
#undef EK_VECTOR_BYTES
#undef EK_HAS_FMA

#else
#error "Etalon's kernels know x86-64 and arm64"
#endif

#undef EK_TEMPLATE
