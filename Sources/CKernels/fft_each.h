#include "vectors.h"

// How many levels one pass takes: as many as 16 or 32 registers hold.
#if EK_VECTOR_BYTES == 64 || defined(__aarch64__)
#define EK_MOST_LEVELS 3
#else
#define EK_MOST_LEVELS 2
#endif

#define EK_T float
#define EK_V VF
#define EK_MASK VI
#define EK_LANES EK_FLOATS
#define EK_TYPED(x) EK(x##_f32)
#define EK_FFT_TABLE struct fft_functions_f32
#define EK_FMA EK(fma_f32)
#define EK_CANONICAL_V EK(canonical_vf)
#define EK_SELECT EK(select_f32)
#include "fft_passes.h"
#undef EK_T
#undef EK_V
#undef EK_MASK
#undef EK_LANES
#undef EK_TYPED
#undef EK_FFT_TABLE
#undef EK_CANONICAL_V
#undef EK_FMA
#undef EK_SELECT

#define EK_T double
#define EK_V VD
#define EK_MASK VL
#define EK_LANES EK_DOUBLES
#define EK_TYPED(x) EK(x##_f64)
#define EK_FFT_TABLE struct fft_functions_f64
#define EK_FMA EK(fma_f64)
#define EK_CANONICAL_V EK(canonical_vd)
#define EK_SELECT EK(select_f64)
#include "fft_passes.h"
#undef EK_T
#undef EK_V
#undef EK_MASK
#undef EK_LANES
#undef EK_TYPED
#undef EK_FFT_TABLE
#undef EK_CANONICAL_V
#undef EK_FMA
#undef EK_SELECT
#undef EK_MOST_LEVELS
