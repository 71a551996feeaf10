// What every kernel file shares: names per instruction set, run-time dispatch, and the thread pool's inside.
#pragma once

#include "include/ckernels.h"

#if defined(__x86_64__)
#include <immintrin.h>  // here, since a template's functions are under another target attribute
#endif

// a * b + c is two roundings everywhere in this target; a fused operation is always written as such.
#pragma STDC FP_CONTRACT OFF

#define EK_JOIN2(a, b) a##_##b
#define EK_JOIN(a, b) EK_JOIN2(a, b)
#define EK(name) EK_JOIN(name, EK_SUFFIX)
#define EK_INLINE static inline __attribute__((always_inline))
#define EK_UNROLL _Pragma("clang loop unroll(full)")

// Picks the variant of a function (or of a table) for an instruction set.
#if defined(__x86_64__)
#define EK_PICK(isa, name) ((isa) == EK_AVX512 ? name##_avx512 : (isa) == EK_AVX2 ? name##_avx2 : name##_sse2)
#else
#define EK_PICK(isa, name) ((void)(isa), name##_neon)
#endif

// Runs body(context, task, worker) for each task in 0 ..< tasks; workers are numbered from 0. Between ek_enter and
// ek_leave the caller owns the pool and its scratch memory, and the floating-point environment is the default one.
void ek_enter(ek_pool *pool);
void ek_leave(ek_pool *pool);
int ek_workers(const ek_pool *pool);
// Whether the other threads are awake, or were worth waking because the caller holds the pool: sharing work then costs a
// fraction of a microsecond, not a wake-up.
int ek_at_hand(ek_pool *pool);
void *ek_scratch(ek_pool *pool, size_t bytes);
void ek_run(ek_pool *pool, size_t tasks, void (*body)(void *context, size_t task, int worker), void *context);

// Runs body(context, first, count) over blocks of a range.
void ek_for_ranges(ek_pool *pool, size_t count, size_t block, void (*body)(void *context, size_t first, size_t count),
                   void *context);

// Hides from the compiler where a value comes from. It knows that the square root of a negative number is a NaN, and drops
// the choice of the canonical one behind it as needless; but x86's own NaN is negative.
#if defined(__x86_64__)
#define EK_OPAQUE(x) __asm__("" : "+x"(x))
#else
#define EK_OPAQUE(x) __asm__("" : "+w"(x))
#endif

static inline float ek_canonical_f32(float x) { return x == x ? x : __builtin_nanf(""); }
static inline double ek_canonical_f64(double x) { return x == x ? x : __builtin_nan(""); }
