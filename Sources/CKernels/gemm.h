// Products inside a task of the pool: for operations whose tasks multiply small matrices themselves (the heads of an
// attention, the images of a convolution).
#pragma once

#include "include/ek_gemm.h"

// Bytes of scratch memory that a product of this size needs; on a 64-byte boundary.
size_t ek_gemm_task_bytes_f32(int isa, size_t m, size_t n, size_t k);

// C = op(A) op(B) and the epilogue (or NULL), as ek_gemm_fused_f32, in the calling thread alone and in its environment.
void ek_gemm_task_f32(int isa, int transpose_a, int transpose_b, size_t m, size_t n, size_t k, const float *a,
                      size_t lda, const float *b, size_t ldb, float *c, size_t ldc,
                      const ek_gemm_epilogue *epilogue, void *scratch);
