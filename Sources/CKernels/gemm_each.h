// Both element types' register tiles for one instruction set.
#include "vectors.h"
#include "gemm_vectors.h"

// Rows of the tallest tile, whose accumulators (two vectors a row) fill the registers, and of the tile for a small k,
// where the end of one tile should overlap with the beginning of the next.
#if EK_VECTOR_BYTES == 64
#define EK_MR 14
#define EK_SHORT_MR 8
#define EK_HEIGHTS(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14)
#elif EK_VECTOR_BYTES == 32
#define EK_MR 6
#define EK_SHORT_MR 6
#define EK_HEIGHTS(X) X(1) X(2) X(3) X(4) X(5) X(6)
#elif EK_HAS_FMA
#define EK_MR 12
#define EK_SHORT_MR 8
#define EK_HEIGHTS(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12)
#else
#define EK_MR 4
#define EK_SHORT_MR 4
#define EK_HEIGHTS(X) X(1) X(2) X(3) X(4)
#endif

#define EK_T float
#define EK_EPILOGUE 1
#define EK_V VF
#define EK_HALF EK(hf)
#define EK_MASK EK(mask_f32)
#define EK_TRUTH EK(truth_f32)
#define EK_W EK_FLOATS
#define EK_TYPED(x) EK(x##_f32)
#define EK_TILE struct tile_f32
#define EK_TILE_BODY tile_body_f32
#define EK_KERNEL struct kernel_f32
#include "gemm_tile.h"
#undef EK_T
#undef EK_EPILOGUE
#undef EK_V
#undef EK_HALF
#undef EK_MASK
#undef EK_TRUTH
#undef EK_W
#undef EK_TYPED
#undef EK_TILE
#undef EK_TILE_BODY
#undef EK_KERNEL

#define EK_T double
#define EK_EPILOGUE 0
#define EK_V VD
#define EK_HALF EK(hd)
#define EK_MASK EK(mask_f64)
#define EK_TRUTH EK(truth_f64)
#define EK_W EK_DOUBLES
#define EK_TYPED(x) EK(x##_f64)
#define EK_TILE struct tile_f64
#define EK_TILE_BODY tile_body_f64
#define EK_KERNEL struct kernel_f64
#include "gemm_tile.h"
#undef EK_T
#undef EK_EPILOGUE
#undef EK_V
#undef EK_HALF
#undef EK_MASK
#undef EK_TRUTH
#undef EK_W
#undef EK_TYPED
#undef EK_TILE
#undef EK_TILE_BODY
#undef EK_KERNEL

#undef EK_MR
#undef EK_SHORT_MR
#undef EK_HEIGHTS
#undef EK_MASKED
