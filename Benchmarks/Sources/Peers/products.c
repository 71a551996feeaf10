// Matrix products by Etalon and by libraries with the CBLAS interface.
#include "blas.h"
#include "job.h"

#include <math.h>
#include <stdlib.h>

struct product_job {
  peer_job job;
  peer_product p;
  int isa;
  ek_pool *pool;
  const peer_blas *blas;
  size_t lda, ldb;
  void *a, *b, *c, *packed;
};

static void run_etalon(peer_job *job) {
  struct product_job *w = (struct product_job *)job;
  const peer_product *p = &w->p;
  int failed;
  if (p->vector && p->prepacked) {  // a row times the matrix transposed, whose columns are what is laid out
    failed = p->f64 ? ek_gemm_prepacked_f64(w->pool, w->isa, 0, 1, p->m, p->k, w->b, p->k, w->packed, w->c, p->m)
                    : ek_gemm_prepacked_f32(w->pool, w->isa, 0, 1, p->m, p->k, w->b, p->k, w->packed, w->c, p->m, NULL);
  } else if (p->vector) {
    size_t rows = p->m, columns = p->k;
    failed = p->f64 ? ek_gemv_f64(w->pool, w->isa, p->transpose_a, rows, columns, w->a, w->lda, w->b, w->c)
                    : ek_gemv_f32(w->pool, w->isa, p->transpose_a, rows, columns, w->a, w->lda, w->b, w->c);
  } else if (p->prepacked) {
    failed = p->f64 ? ek_gemm_prepacked_f64(w->pool, w->isa, p->transpose_a, p->m, p->n, p->k, w->a, w->lda, w->packed,
                                            w->c, p->n)
                    : ek_gemm_prepacked_f32(w->pool, w->isa, p->transpose_a, p->m, p->n, p->k, w->a, w->lda, w->packed,
                                            w->c, p->n, NULL);
  } else {
    failed = p->f64 ? ek_gemm_f64(w->pool, w->isa, p->transpose_a, p->transpose_b, p->m, p->n, p->k, w->a, w->lda, w->b,
                                  w->ldb, w->c, p->n)
                    : ek_gemm_f32(w->pool, w->isa, p->transpose_a, p->transpose_b, p->m, p->n, p->k, w->a, w->lda, w->b,
                                  w->ldb, w->c, p->n);
  }
  if (failed) { abort(); }
}

static void run_blas(peer_job *job) {
  struct product_job *w = (struct product_job *)job;
  const peer_product *p = &w->p;
  int ta = p->transpose_a ? TRANSPOSED : PLAIN, tb = p->transpose_b ? TRANSPOSED : PLAIN;
  int m = (int)p->m, n = (int)p->n, k = (int)p->k, lda = (int)w->lda, ldb = (int)w->ldb;
  if (p->vector) {  // CBLAS wants the matrix as stored
    int rows = p->transpose_a ? k : m, columns = p->transpose_a ? m : k;
    if (p->f64) {
      w->blas->dgemv(ROW_MAJOR, ta, rows, columns, 1, w->a, lda, w->b, 1, 0, w->c, 1);
    } else {
      w->blas->sgemv(ROW_MAJOR, ta, rows, columns, 1, w->a, lda, w->b, 1, 0, w->c, 1);
    }
  } else if (p->f64) {
    w->blas->dgemm(ROW_MAJOR, ta, tb, m, n, k, 1, w->a, lda, w->b, ldb, 0, w->c, n);
  } else {
    w->blas->sgemm(ROW_MAJOR, ta, tb, m, n, k, 1, w->a, lda, w->b, ldb, 0, w->c, n);
  }
}

static void release_product(peer_job *job) {
  struct product_job *w = (struct product_job *)job;
  ek_free(w->a), ek_free(w->b), ek_free(w->c), ek_free(w->packed);
}

static double element(const struct product_job *w, const void *x, size_t index) {
  return w->p.f64 ? ((const double *)x)[index] : (double)((const float *)x)[index];
}

// Compares up to 64 elements all over C with sums in double: a wrong leading dimension or transpose is a wrong table.
static int is_right(const struct product_job *w) {
  const peer_product *p = &w->p;
  size_t total = p->m * p->n;
  for (size_t s = 0; s < 64; s++) {
    size_t at = total <= 64 ? s % total : (s * 2654435761u) % total, i = at / p->n, j = at % p->n;
    double sum = 0, magnitude = 0;
    for (size_t q = 0; q < p->k; q++) {
      double a = element(w, w->a, p->transpose_a ? q * w->lda + i : i * w->lda + q);
      double b = element(w, w->b, p->transpose_b ? j * w->ldb + q : q * w->ldb + j);
      sum += a * b, magnitude += fabs(a * b);
    }
    double unit = p->f64 ? 0x1p-52 : 0x1p-24;
    if (!(fabs(element(w, w->c, at) - sum) <= unit * (double)(p->k + 1) * magnitude)) { return 0; }
  }
  return 1;
}

static void fill(ek_pool *pool, int f64, uint64_t seed, void *out, size_t count) {
  if (f64) {
    ek_random_uniform_f64(pool, seed, 0, 0, -1, 2, out, count);
  } else {
    ek_random_uniform_f32(pool, seed, 0, 0, -1, 2, out, count);
  }
}

peer_job *peer_product_create(peer_product p, ek_pool *pool, int isa, const peer_blas *blas, char *why, size_t size) {
  struct product_job *w = calloc(1, sizeof *w);
  if (!w) { return peer_fail(why, size, "no memory"); }
  if (p.vector) { p.n = 1; }
  w->p = p, w->isa = isa, w->pool = pool, w->blas = blas;
  w->job = (peer_job){blas ? run_blas : run_etalon, release_product, blas ? NULL : pool};
  w->lda = p.transpose_a ? p.m : p.k, w->ldb = p.transpose_b ? p.k : p.n;
  size_t bytes = p.f64 ? 8 : 4;
  w->a = ek_allocate(p.m * p.k * bytes), w->b = ek_allocate(p.k * p.n * bytes), w->c = ek_allocate(p.m * p.n * bytes);
  int packs = p.prepacked && !blas;
  size_t width = p.vector ? p.m : p.n;
  if (packs) {
    size_t elements = p.f64 ? ek_gemm_packed_elements_f64(isa, p.k, width) : ek_gemm_packed_elements_f32(isa, p.k, width);
    w->packed = ek_allocate(elements * bytes);
  }
  if (!w->a || !w->b || !w->c || (packs && !w->packed)) {
    peer_free(&w->job);
    return peer_fail(why, size, "no memory");
  }
  fill(pool, p.f64, 1, w->a, p.m * p.k), fill(pool, p.f64, 2, w->b, p.k * p.n);
  const void *laid_out = p.vector ? w->a : w->b;
  size_t stride = p.vector ? w->lda : w->ldb;
  int transposed = p.vector ? !p.transpose_a : p.transpose_b;
  if (packs && p.f64) { ek_gemm_pack_f64(pool, isa, transposed, p.k, width, laid_out, stride, w->packed); }
  if (packs && !p.f64) { ek_gemm_pack_f32(pool, isa, transposed, p.k, width, laid_out, stride, w->packed); }
  w->job.run(&w->job);
  if (!is_right(w)) {
    peer_free(&w->job);
    return peer_fail(why, size, "the product is wrong");
  }
  return &w->job;
}
