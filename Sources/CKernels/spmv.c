// Sparse matrix (CSR) times vector. A row's chain of fused operations waits for itself, so two rows go side by side; of
// long rows one at a time, as memory likes fewer places.
#include "isa.h"

#include "include/ek_spmv.h"

#include <string.h>

enum { CHUNK = 256, TOGETHER = 2, MAX_LEVELS = 64, LONG = 32, ROWS_PER_TASK = 512 };

#define EK_TEMPLATE "spmv_each.h"
#include "each_isa.h"

#define EK_SPMV(T, suffix)                                                                                           \
  struct spmv_##suffix {                                                                                             \
    void (*kernel)(size_t, const uint64_t *, const uint32_t *, const T *, const T *, T *);                           \
    const uint64_t *starts;                                                                                          \
    const uint32_t *columns;                                                                                         \
    const T *values, *x;                                                                                             \
    T *y;                                                                                                            \
  };                                                                                                                 \
  static void run_##suffix(void *context, size_t first, size_t count) {                                              \
    const struct spmv_##suffix *s = context;                                                                         \
    s->kernel(count, s->starts + first, s->columns, s->values, s->x, s->y + first);                                  \
  }                                                                                                                  \
  void ek_spmv_##suffix(ek_pool *pool, int isa, size_t rows, const uint64_t *starts, const uint32_t *columns,        \
                        const T *values, const T *x, T *y) {                                                         \
    struct spmv_##suffix s = {EK_PICK(isa, spmv_##suffix), starts, columns, values, x, y};                           \
    ek_enter(pool);                                                                                                  \
    ek_for_ranges(pool, rows, ROWS_PER_TASK, run_##suffix, &s);                                                      \
    ek_leave(pool);                                                                                                  \
  }
EK_SPMV(float, f32)
EK_SPMV(double, f64)
