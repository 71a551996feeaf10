// The interface between the packed loops and the register tiles of one instruction set.
#pragma once

// What becomes of a tile's chunk sum: `count` waiting sums are added, each as waiting + sum, then it is stored. The
// sums wait in buffers of the same shape, `level` elements apart. The last chunk's tile also canonicalises NaN.
#define EK_GEMM_KERNEL(T, suffix)                                                                                    \
  struct finish_##suffix {                                                                                           \
    T *out;                                                                                                          \
    ptrdiff_t out_stride;                                                                                            \
    const T *waiting[64];                                                                                            \
    ptrdiff_t waiting_stride;                                                                                        \
    const ek_gemm_epilogue *epilogue;                                                                                \
    const float *bias; /* of the tile's first column */                                                              \
    int count, last;                                                                                                 \
  };                                                                                                                 \
  struct kernel_##suffix {                                                                                           \
    int rows, columns; /* of a full tile */                                                                          \
    int loose_rows;    /* the most rows that `loose` takes */                                                        \
    /* rows of A packed `rows` apart in k; a is at offset p * rows + i */                                            \
    void (*packed)(int rows, int columns, const T *a, const T *b, ptrdiff_t ldb, size_t k, struct finish_##suffix *);\
    /* rows of A anywhere */                                                                                         \
    void (*loose)(int rows, int columns, const T *a, ptrdiff_t row, ptrdiff_t step, const T *b, ptrdiff_t ldb,       \
                  size_t k, struct finish_##suffix *);                                                               \
  }

EK_GEMM_KERNEL(float, f32);
EK_GEMM_KERNEL(double, f64);
