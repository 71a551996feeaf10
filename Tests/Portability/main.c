// Runs every operation of the C interface in every setting and prints one line an operation: its name, the number of
// cases, the digest of all outputs. scripts/portability.sh compares the lines of x86-64 and arm64, and the lines of
// the fixed cases with digests.txt.
//
// usage: harness [--seed N] [--only NAME] [--quick]
//
// --quick: half the thread counts; twice: batches whole; three times: tame values only (another digest).
//
// The first setting of a case says what the others must give; a setting that differs is named, and the exit is 1.
#define _GNU_SOURCE
#include "trial.h"
#include "ek_gemm.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct operation *const tables[] = {
  array_operations,  product_operations,    training_operations, random_operations,
  double_operations, activation_operations, layer_operations,    exact_operations,
  transform_operations, memory_operations,
};

static const char *const isa_names[] = {"sse2", "avx2", "avx512", "neon"};
static const char *const mood_names[] = {"tame", "wild", "broken"};
static const char *const split_names[] = {"whole", "in parts", "row by row"};
static const int thread_counts[] = {1, 2, 3, 7};
static const size_t blockings[][2] = {{0, 0}, {1, 1}, {20, 50}};
enum { MESSAGES = 20, FRESH = 3, THREADS = 4, BLOCKINGS = 3 };

// What a caller's thread may have set: flush to zero, denormals are zero, round up. Operations of a pool neither feel
// nor change it.
#if defined(__x86_64__)
enum { HOSTILE = 0xdfc0 };
#else
enum { HOSTILE = 1 << 24 | 1 << 22 };
#endif

static struct {
  ek_pool *pools[THREADS];
  uint64_t seed;
  const char *only;
  int quick;
  size_t runs, wrong;
} the;

struct setting {
  int isa, threads;
  const size_t *blocking;
  enum split split;
};

struct one_case {
  const struct operation *operation;
  const size_t *size;
  enum mood mood;
  uint64_t stream;
};

static uint64_t run(const struct one_case *c, const struct setting *s, int *faults) {
  struct trial t = {the.pools[s->threads], s->isa, s->split, c->mood, c->size, .stream = c->stream};
  ek_gemm_set_blocking(s->blocking[0], s->blocking[1]);
  uint64_t before = ek_pinned_control_register();
  if (s->threads && !(c->operation->varies & CALM)) { before = HOSTILE; }
  ek_set_control_register(before);
  c->operation->run(&t);
  uint64_t after = ek_control_register();
  ek_set_control_register(ek_pinned_control_register());
  expect(&t, after == before, "the caller's floating-point environment is as it was");
  the.runs++;
  *faults += t.faults;
  return t.digest;
}

static void complain(const struct one_case *c, const struct setting *s, const char *what) {
  if (the.wrong++ >= MESSAGES) { return; }
  fprintf(stderr, "portability: %s %s: %s, %d threads, blocks of %zu by %zu, batch %s, values %s, sizes", c->operation->name,
          what, isa_names[s->isa], thread_counts[s->threads], s->blocking[0], s->blocking[1], split_names[s->split],
          mood_names[c->mood]);
  for (int i = 0; i < MAX_SIZES && c->operation->sizes->most[i]; i++) { fprintf(stderr, " %zu", c->size[i]); }
  fprintf(stderr, "\n");
}

// The digest of a case, after all settings.
static uint64_t try_case(const struct one_case *c) {
  uint64_t expected = 0;
  int begun = 0, varies = c->operation->varies;
  for (int isa = EK_SSE2; isa <= EK_NEON; isa++) {
    if (!ek_isa_supported(isa)) { continue; }
    for (int threads = 0; threads < THREADS; threads += the.quick ? 2 : 1) {
      for (int b = 0; b < (varies & BLOCKED ? BLOCKINGS : 1); b++) {
        for (int split = 0; split < (varies & SPLIT ? SPLITS : 1); split++) {
          if (split && (b || the.quick > 1)) { continue; }
          struct setting s = {isa, threads, blockings[b], (enum split)split};
          int faults = 0;
          uint64_t found = run(c, &s, &faults);
          if (faults) { complain(c, &s, "misbehaves"); }
          if (begun && found != expected) { complain(c, &s, "has other bits"); }
          if (!begun) { expected = found, begun = 1; }
        }
      }
    }
  }
  return expected;
}

static uint64_t joined(uint64_t a, uint64_t b) { return (a ^ b) * 0xff51afd7ed558ccd ^ a >> 31; }

static uint64_t name_hash(const char *name) { return ek_fnv1a64(0xcbf29ce484222325, name, strlen(name)); }

static void try_operation(const struct operation *o) {
  uint64_t fixed = 0, fresh = 0;
  const struct sizes *sizes = o->sizes;
  for (size_t i = 0; i < sizes->count; i++) {
    for (int mood = TAME; mood < (the.quick > 2 ? WILD : MOODS); mood++) {
      fixed = joined(fixed, try_case(&(struct one_case){o, sizes->fixed[i], (enum mood)mood, name_hash(o->name) + i}));
    }
  }
  struct trial t = {.stream = the.seed ^ name_hash(o->name)};
  for (int i = 0; i < FRESH; i++) {
    size_t size[MAX_SIZES];
    for (int d = 0; d < MAX_SIZES; d++) {
      size[d] = sizes->least[d] + below(&t, sizes->most[d] - sizes->least[d] + 1);
    }
    fresh = joined(fresh, try_case(&(struct one_case){o, size, (enum mood)(i % MOODS), draw(&t)}));
  }
  printf("fixed %-34s %4zu %016" PRIx64 "\n", o->name, sizes->count * MOODS, fixed);
  printf("fresh %-34s %4d %016" PRIx64 "\n", o->name, FRESH, fresh);
  fflush(stdout);
}

static int read_options(int count, char **options) {
  for (int i = 1; i < count; i++) {
    if (!strcmp(options[i], "--seed") && i + 1 < count) {
      the.seed = strtoull(options[++i], NULL, 0);
    } else if (!strcmp(options[i], "--only") && i + 1 < count) {
      the.only = options[++i];
    } else if (!strcmp(options[i], "--quick")) {
      the.quick++;
    } else {
      fprintf(stderr, "usage: harness [--seed N] [--only NAME] [--quick]\n");
      return 0;
    }
  }
  return 1;
}

int main(int count, char **options) {
  if (!read_options(count, options)) { return 2; }
  for (int i = 0; i < THREADS; i++) {
    ek_set_control_register(HOSTILE);  // threads start with what their maker has
    the.pools[i] = ek_pool_create(thread_counts[i]);
    ek_set_control_register(ek_pinned_control_register());
    if (!the.pools[i]) { return 2; }
  }
  size_t operations = 0;
  for (size_t table = 0; table < sizeof tables / sizeof *tables; table++) {
    for (const struct operation *o = tables[table]; o->name; o++) {
      if (the.only && strcmp(the.only, o->name)) { continue; }
      try_operation(o);
      operations++;
    }
  }
  for (int i = 0; i < THREADS; i++) { ek_pool_destroy(the.pools[i]); }
  char isas[64] = "";
  for (int isa = EK_SSE2; isa <= EK_NEON; isa++) {
    if (ek_isa_supported(isa)) { strcat(strcat(isas, " "), isa_names[isa]); }
  }
  fprintf(stderr, "portability: %zu operations, %zu runs on%s, seed %" PRIu64 ": %zu wrong\n", operations, the.runs, isas,
          the.seed, the.wrong);
  return the.wrong || !operations ? 1 : 0;
}
