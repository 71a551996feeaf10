// Products of bytes into 32 bits: Etalon's of signed ones, and MKL's, which takes unsigned and signed ones.
#include "blas.h"
#include "ek_gemm_i8.h"
#include "job.h"

#include <stdlib.h>

struct bytes_job {
  peer_job job;
  const peer_blas *blas;  // NULL for Etalon
  int isa;
  size_t m, n, k;
  void *a, *b;
  int32_t *c;
};

static void run_etalon(peer_job *job) {
  struct bytes_job *w = (struct bytes_job *)job;
  if (ek_gemm_i8(job->pool, w->isa, 0, 0, w->m, w->n, w->k, w->a, w->k, w->b, w->n, w->c, w->n)) { abort(); }
}

static void run_blas(peer_job *job) {
  struct bytes_job *w = (struct bytes_job *)job;
  static const int32_t zero = 0;
  int m = (int)w->m, n = (int)w->n, k = (int)w->k;
  w->blas->bytes(ROW_MAJOR, PLAIN, PLAIN, FIXED_OFFSET, m, n, k, 1, w->a, k, 0, w->b, n, 0, 0, w->c, n, &zero);
}

static void release_bytes(peer_job *job) {
  struct bytes_job *w = (struct bytes_job *)job;
  ek_free(w->a), ek_free(w->b), ek_free(w->c);
}

// One element tells whether the operands are read as they are meant: the library's A is the unsigned one.
static int is_right(const struct bytes_job *w) {
  const uint8_t *a = w->a;
  const int8_t *b = w->b;
  int32_t sum = 0;
  for (size_t q = 0; q < w->k; q++) { sum += (w->blas ? a[q] : (int8_t)a[q]) * b[q * w->n + w->n - 1]; }
  return w->c[w->n - 1] == sum;
}

static void fill(struct bytes_job *w, ek_pool *pool) {
  ek_random_words(pool, 1, 0, 0, w->a, w->m * w->k / 4), ek_random_words(pool, 2, 0, 0, w->b, w->k * w->n / 4);
}

peer_job *peer_bytes_create(peer_product p, ek_pool *pool, int isa, const peer_blas *blas, char *why, size_t size) {
  if (blas && !blas->bytes) { return peer_fail(why, size, "the library multiplies no bytes"); }
  struct bytes_job *w = calloc(1, sizeof *w);
  if (!w) { return peer_fail(why, size, "no memory"); }
  w->job = (peer_job){blas ? run_blas : run_etalon, release_bytes, blas ? NULL : pool};
  w->blas = blas, w->isa = isa, w->m = p.m, w->n = p.n, w->k = p.k;
  w->a = ek_allocate(p.m * p.k), w->b = ek_allocate(p.k * p.n), w->c = ek_allocate(p.m * p.n * sizeof *w->c);
  int ready = w->a && w->b && w->c;
  if (ready) {
    fill(w, pool);
    w->job.run(&w->job);
  }
  if (ready && is_right(w)) { return &w->job; }
  peer_free(&w->job);
  return peer_fail(why, size, ready ? "the product is wrong" : "no memory");
}
