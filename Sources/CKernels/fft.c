// Fourier transforms of powers of two: the textbook recursion on even and odd elements, which fixes every operation,
// carried out as Stockham's passes, two or three levels at a time.
//
// After the levels below L, A[k][j] is element k of the transform of size L of the elements j, j + n/L, j + 2n/L, ...
// Rows lie one after another, so the levels of small L work along j with one root for a whole row. When a row is no
// longer than a vector, the array is turned around, and the last levels work along k. Sizes too small for that do a
// vector's worth of transforms at once, one in each lane.
#include "isa.h"

#include "include/ek_fft.h"

#include <stdlib.h>
#include <string.h>

enum { EK_FFT_STEPS = 16 };

struct ek_fft_plan {
  size_t size;
  int lanes;              // of a vector
  int across;             // whether lanes hold different transforms
  int rows, columns;      // how many passes of each kind
  struct fft_step {
    int levels;           // 1 to 3
    size_t length;        // L before it
    size_t roots;         // where its roots begin
  } steps[EK_FFT_STEPS * 2];
  const void *functions;
  void *roots;
};

#define EK_FFT_FUNCTIONS(T, suffix)                                                                                  \
  struct fft_functions_##suffix {                                                                                    \
    int lanes, levels; /* of a vector; the most of a pass */                                                         \
    void (*one)(const ek_fft_plan *, int swap, size_t count, const T *x, T *y, T *space);                            \
  };
EK_FFT_FUNCTIONS(float, f32)
EK_FFT_FUNCTIONS(double, f64)

#define EK_TEMPLATE "fft_each.h"
#include "each_isa.h"

// As few passes as can be, of almost equally many levels.
static void plan_steps(ek_fft_plan *p, int levels, int most, int *count, size_t *length, size_t *roots) {
  for (int left = (levels + most - 1) / most; left > 0; left--) {
    struct fft_step *s = &p->steps[p->rows + p->columns];
    s->levels = levels / left, s->length = *length, s->roots = *roots;
    *roots += 2 * (((size_t)1 << s->levels) - 1) * *length;
    *length <<= s->levels, levels -= s->levels;
    ++*count;
  }
}

static int log2_of(size_t n) { return 63 - __builtin_clzll(n); }

#define EK_FFT(T, suffix)                                                                                            \
  /* Root k of a turn cut into `parts`, the real and the imaginary part `apart` from each other. */                  \
  static void root_##suffix(size_t k, size_t parts, T *out, size_t apart) {                                          \
    double c, s;                                                                                                     \
    ek_turn_f64(k, parts, &c, &s);                                                                                   \
    out[0] = (T)c, out[apart] = (T)-s;                                                                               \
  }                                                                                                                  \
  ek_fft_plan *ek_fft_plan_create_##suffix(int isa, size_t size) {                                                   \
    if (size == 0 || size & (size - 1) || size > EK_FFT_MAXIMUM) { return NULL; }                                    \
    ek_fft_plan *p = calloc(1, sizeof *p);                                                                           \
    if (!p) { return NULL; }                                                                                         \
    const struct fft_functions_##suffix *f = EK_PICK(isa, fft_functions_##suffix);                                   \
    p->size = size, p->lanes = f->lanes, p->functions = f;                                                           \
    int levels = log2_of(size), width = log2_of((size_t)f->lanes);                                                   \
    p->across = levels < 2 * width;                                                                                  \
    size_t length = 1, roots = 0;                                                                                    \
    plan_steps(p, p->across ? levels : levels - width, f->levels, &p->rows, &length, &roots);                        \
    if (!p->across) { plan_steps(p, width, f->levels, &p->columns, &length, &roots); }                               \
    T *all = p->roots = ek_allocate((roots + 1) * sizeof(T));                                                        \
    if (!all) {                                                                                                      \
      free(p);                                                                                                       \
      return NULL;                                                                                                   \
    }                                                                                                                \
    for (int i = 0; i < p->rows + p->columns; i++) {                                                                 \
      const struct fft_step *s = &p->steps[i];                                                                       \
      size_t apart = i < p->rows ? 1 : (size_t)f->lanes, kinds = ((size_t)1 << s->levels) - 1, L = s->length;        \
      for (size_t k = 0; k < L; k++) {                                                                               \
        T *out = all + s->roots + k / apart * (2 * kinds * apart) + k % apart;                                       \
        for (size_t c = 0; c < kinds; c++) {                                                                         \
          size_t offsets = (size_t)1 << log2_of(c + 1), offset = c + 1 - offsets; /* offsets: 2^(level - 1) */       \
          root_##suffix(k + offset * L, 2 * offsets * L, out + 2 * c * apart, apart);                                \
        }                                                                                                            \
      }                                                                                                              \
    }                                                                                                                \
    return p;                                                                                                        \
  }                                                                                                                  \
  struct fft_work_##suffix {                                                                                         \
    const ek_fft_plan *plan;                                                                                         \
    int swap;                                                                                                        \
    size_t batch, together, space;                                                                                   \
    const T *x;                                                                                                      \
    T *y, *scratch;                                                                                                  \
  };                                                                                                                 \
  static void run_##suffix(void *context, size_t task, int worker) {                                                 \
    const struct fft_work_##suffix *w = context;                                                                     \
    const struct fft_functions_##suffix *f = w->plan->functions;                                                     \
    size_t first = task * w->together, left = w->batch - first, at = first * w->plan->size * 2;                      \
    f->one(w->plan, w->swap, left < w->together ? left : w->together, w->x + at, w->y + at,                          \
           w->scratch + (size_t)worker * w->space);                                                                  \
  }                                                                                                                  \
  int ek_fft_##suffix(ek_pool *pool, const ek_fft_plan *p, int inverse, size_t batch, const T *x, T *y) {            \
    ek_enter(pool);                                                                                                  \
    size_t lanes = (size_t)p->lanes, together = p->across ? lanes : 1;                                               \
    struct fft_work_##suffix w = {p, inverse, batch, together, 4 * (p->size * together + 4 * lanes), x, y, NULL};    \
    w.scratch = ek_scratch(pool, (size_t)ek_workers(pool) * w.space * sizeof(T));                                    \
    if (w.scratch) { ek_run(pool, (batch + together - 1) / together, run_##suffix, &w); }                            \
    ek_leave(pool);                                                                                                  \
    return w.scratch ? EK_OK : EK_NO_MEMORY;                                                                         \
  }
EK_FFT(float, f32)
EK_FFT(double, f64)

void ek_fft_plan_destroy(ek_fft_plan *plan) {
  ek_free(plan->roots);
  free(plan);
}
