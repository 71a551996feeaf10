// Matrix products with a fixed order of operations.
//
// Element (i, j) is computed alone, in an order that only k enters: k is cut into chunks of exactly 256; a chunk's sum
// is the chain s = fma(a, b, s) from +0 in ascending k; the chunks' sums are added by a balanced binary tree (the
// halves of a node are the largest power of two below its length and the rest). So tiles, packing, vector width and
// threads are free, and none of them can change a bit.
//
// Tiles of accumulators stay in registers (gemm_tile.h); A and B are read where they lie unless a copy pays
// (gemm_driver.h). A tile finishes a chunk by adding the partial sums that the tree has waiting, one level for each
// trailing one bit of the chunk's index, so the tree costs about one more load per chunk than adding in order.
#include "gemm_kernel.h"
#include "gemv.h"
#include "isa.h"

#include <stdatomic.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { CHUNK = 256 };                  // the definition's
enum { GROUP = 2, NEAR_LEVELS = 1 };   // the chunks of a group, a power of two, and the tree's levels inside it
enum { A_LINE = GROUP * CHUNK + 16 };  // elements from one copied row of A to the next: not a multiple of a page
enum { RESIDENT_BYTES = 400 << 10 };   // of the second cache, for a block's part of A
enum { BLOCK_COLUMNS = 1024 };
enum { SHORT_K = 192 };
enum { LINE = 64 };                    // bytes

enum way_to_read { IN_PLACE, WHOLE, PANELWISE };

static size_t rounded_up(size_t x, size_t step) { return (x + step - 1) / step * step; }

// The multiplications from which sharing a product pays: a microsecond's worth, or ten if the workers must be woken.
static size_t least_work(ek_pool *pool) { return ek_at_hand(pool) ? 60000 : 600000; }

static void run_tasks(ek_pool *pool, int serial, size_t tasks, void (*body)(void *, size_t, int), void *context) {
  if (!serial) { return ek_run(pool, tasks, body, context); }
  for (size_t task = 0; task < tasks; task++) { body(context, task, 0); }
}

static atomic_size_t blocking_rows, blocking_columns;

void ek_gemm_set_blocking(size_t rows, size_t columns) {
  atomic_store(&blocking_rows, rows);
  atomic_store(&blocking_columns, columns);
}

#define EK_TEMPLATE "gemm_each.h"
#include "each_isa.h"

#define EK_T float
#define EK_NAME(x) x##_f32
#include "gemm_driver.h"
#undef EK_T
#undef EK_NAME

#define EK_T double
#define EK_NAME(x) x##_f64
#include "gemm_driver.h"
#undef EK_T
#undef EK_NAME

static struct view_f32 operand_f32(int transpose, const float *x, size_t ld) {
  return (struct view_f32){x, transpose ? 1 : (ptrdiff_t)ld, transpose ? (ptrdiff_t)ld : 1};
}

static struct view_f64 operand_f64(int transpose, const double *x, size_t ld) {
  return (struct view_f64){x, transpose ? 1 : (ptrdiff_t)ld, transpose ? (ptrdiff_t)ld : 1};
}

static void set_epilogue(struct problem_f32 *p, const ek_gemm_epilogue *epilogue) {
  if (epilogue) { p->bias = epilogue->bias, p->accumulate = epilogue->accumulate, p->relu = epilogue->relu; }
}

int ek_gemm_f32(ek_pool *pool, int isa, int ta, int tb, size_t m, size_t n, size_t k, const float *a, size_t lda,
                const float *b, size_t ldb, float *c, size_t ldc) {
  return ek_gemm_fused_f32(pool, isa, ta, tb, m, n, k, a, lda, b, ldb, c, ldc, NULL);
}

int ek_gemm_f64(ek_pool *pool, int isa, int ta, int tb, size_t m, size_t n, size_t k, const double *a, size_t lda,
                const double *b, size_t ldb, double *c, size_t ldc) {
  struct problem_f64 p = {m, n, k, operand_f64(ta, a, lda), operand_f64(tb, b, ldb), c, ldc, .bias = NULL};
  return multiply_f64(pool, isa, EK_PICK(isa, &gemm_kernel_f64), &p);
}

int ek_gemm_fused_f32(ek_pool *pool, int isa, int ta, int tb, size_t m, size_t n, size_t k, const float *a, size_t lda,
                      const float *b, size_t ldb, float *c, size_t ldc, const ek_gemm_epilogue *epilogue) {
  struct problem_f32 p = {m, n, k, operand_f32(ta, a, lda), operand_f32(tb, b, ldb), c, ldc, .bias = NULL};
  set_epilogue(&p, epilogue);
  return multiply_f32(pool, isa, EK_PICK(isa, &gemm_kernel_f32), &p);
}

size_t ek_gemm_packed_elements_f32(int isa, size_t k, size_t n) {
  return packed_elements_f32(EK_PICK(isa, &gemm_kernel_f32), k, n);
}

size_t ek_gemm_packed_elements_f64(int isa, size_t k, size_t n) {
  return packed_elements_f64(EK_PICK(isa, &gemm_kernel_f64), k, n);
}

void ek_gemm_pack_f32(ek_pool *pool, int isa, int tb, size_t k, size_t n, const float *b, size_t ldb, float *packed) {
  struct problem_f32 p = {.n = n, .k = k, .b = operand_f32(tb, b, ldb)};
  prepack_f32(pool, EK_PICK(isa, &gemm_kernel_f32), &p, packed);
}

void ek_gemm_pack_f64(ek_pool *pool, int isa, int tb, size_t k, size_t n, const double *b, size_t ldb, double *packed) {
  struct problem_f64 p = {.n = n, .k = k, .b = operand_f64(tb, b, ldb)};
  prepack_f64(pool, EK_PICK(isa, &gemm_kernel_f64), &p, packed);
}

int ek_gemm_prepacked_f32(ek_pool *pool, int isa, int ta, size_t m, size_t n, size_t k, const float *a, size_t lda,
                          const float *packed, float *c, size_t ldc, const ek_gemm_epilogue *epilogue) {
  struct problem_f32 p = {m, n, k, operand_f32(ta, a, lda), {0}, c, ldc, .bias = NULL};
  set_epilogue(&p, epilogue);
  p.packed = packed;
  return multiply_f32(pool, isa, EK_PICK(isa, &gemm_kernel_f32), &p);
}

int ek_gemm_prepacked_f64(ek_pool *pool, int isa, int ta, size_t m, size_t n, size_t k, const double *a, size_t lda,
                          const double *packed, double *c, size_t ldc) {
  struct problem_f64 p = {m, n, k, operand_f64(ta, a, lda), {0}, c, ldc, .bias = NULL};
  p.packed = packed;
  return multiply_f64(pool, isa, EK_PICK(isa, &gemm_kernel_f64), &p);
}

size_t ek_gemm_task_bytes_f32(int isa, size_t m, size_t n, size_t k) {
  // The layouts that need the largest copies: of A as it is stored or transposed, and of B transposed.
  struct problem_f32 p = {.m = m, .n = n, .k = k, .a = {NULL, 1024, 1}, .b = {NULL, 1, 1024}}, q = p;
  q.a = (struct view_f32){NULL, 1, 1024};
  size_t first = plan_f32(&p, EK_PICK(isa, &gemm_kernel_f32), 1, 0);
  size_t second = plan_f32(&q, EK_PICK(isa, &gemm_kernel_f32), 1, 0);
  return (first > second ? first : second) * sizeof(float);
}

void ek_gemm_task_f32(int isa, int ta, int tb, size_t m, size_t n, size_t k, const float *a, size_t lda, const float *b,
                      size_t ldb, float *c, size_t ldc, const ek_gemm_epilogue *epilogue, void *scratch) {
  if (m == 0 || n == 0) { return; }
  struct problem_f32 p = {m, n, k, operand_f32(ta, a, lda), operand_f32(tb, b, ldb), c, ldc, .bias = NULL};
  set_epilogue(&p, epilogue);
  (void)plan_f32(&p, EK_PICK(isa, &gemm_kernel_f32), 1, 0);
  execute_f32(NULL, &p, scratch);
}

struct batch {
  int isa, ta, tb;
  size_t m, n, k, lda, ldb, ldc, step_a, step_b, step_c, bytes;
  const float *a, *b;
  float *c;
  const ek_gemm_epilogue *epilogue;
  char *scratch;
};

static void run_batch(void *context, size_t i, int worker) {
  const struct batch *x = context;
  ek_gemm_task_f32(x->isa, x->ta, x->tb, x->m, x->n, x->k, x->a + i * x->step_a, x->lda, x->b + i * x->step_b, x->ldb,
                   x->c + i * x->step_c, x->ldc, x->epilogue, x->scratch + (size_t)worker * x->bytes);
}

int ek_gemm_batch_f32(ek_pool *pool, int isa, int ta, int tb, size_t batch, size_t m, size_t n, size_t k, const float *a,
                      size_t lda, size_t step_a, const float *b, size_t ldb, size_t step_b, float *c, size_t ldc,
                      size_t step_c, const ek_gemm_epilogue *epilogue) {
  struct batch x = {isa, ta, tb, m, n, k, lda, ldb, ldc, step_a, step_b, step_c, 0, a, b, c, epilogue, NULL};
  x.bytes = rounded_up(ek_gemm_task_bytes_f32(isa, m, n, k), LINE);
  ek_enter(pool);
  x.scratch = ek_scratch(pool, x.bytes * (size_t)ek_workers(pool));
  if (x.scratch) { ek_run(pool, batch, run_batch, &x); }
  ek_leave(pool);
  return x.scratch ? EK_OK : EK_NO_MEMORY;
}

int ek_column_sums_f32(ek_pool *pool, int isa, size_t k, size_t n, const float *b, size_t ldb, float *out) {
  static const float one = 1.0f;
  struct problem_f32 p = {1, n, k, {&one, 0, 0}, operand_f32(0, b, ldb), out, n, .bias = NULL};
  return multiply_f32(pool, isa, EK_PICK(isa, &gemm_kernel_f32), &p);
}
