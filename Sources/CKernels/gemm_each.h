// Both element types' register tiles for one instruction set.
#include "vectors.h"
#include "gemm_kernel.h"

#if EK_VECTOR_BYTES == 64
#define EK_MR 14
#define EK_NV 2
#elif EK_VECTOR_BYTES == 32
#define EK_MR 6
#define EK_NV 2
#elif EK_HAS_FMA
#define EK_MR 8
#define EK_NV 3
#else
#define EK_MR 4
#define EK_NV 2
#endif

#define EK_T float
#define EK_EPILOGUE 1
#define EK_V VF
#define EK_W EK_FLOATS
#define EK_TYPED(x) EK(x##_f32)
#define EK_FINISH struct finish_f32
#define EK_KERNEL struct kernel_f32
#define EK_CANONICAL_VECTOR EK(canonical_vf)
#include "gemm_tile.h"
#undef EK_T
#undef EK_EPILOGUE
#undef EK_V
#undef EK_W
#undef EK_TYPED
#undef EK_FINISH
#undef EK_KERNEL
#undef EK_CANONICAL_VECTOR

#define EK_T double
#define EK_EPILOGUE 0
#define EK_V VD
#define EK_W EK_DOUBLES
#define EK_TYPED(x) EK(x##_f64)
#define EK_FINISH struct finish_f64
#define EK_KERNEL struct kernel_f64
#define EK_CANONICAL_VECTOR EK(canonical_vd)
#include "gemm_tile.h"
#undef EK_T
#undef EK_EPILOGUE
#undef EK_V
#undef EK_W
#undef EK_TYPED
#undef EK_FINISH
#undef EK_KERNEL
#undef EK_CANONICAL_VECTOR

#undef EK_MR
#undef EK_NV
