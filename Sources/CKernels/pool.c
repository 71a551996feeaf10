// A pool of sleeping threads. Which worker takes which task is left to chance; no operation's result depends on it,
// because each task computes its own elements, each by an order that the task's size does not enter.
#define _GNU_SOURCE  // recursive locks are POSIX, but not C17
#include "include/ek_gemm.h"
#include "isa.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <xmmintrin.h>
static uint64_t environment_get(void) { return _mm_getcsr(); }
static void environment_set(uint64_t state) { _mm_setcsr((unsigned)state); }
enum { DEFAULT_ENVIRONMENT = 0x1f80 };  // round to nearest even, no FTZ, no DAZ, exceptions masked
#else
static uint64_t environment_get(void) {
  uint64_t state;
  __asm__ volatile("mrs %0, fpcr" : "=r"(state));
  return state;
}
static void environment_set(uint64_t state) { __asm__ volatile("msr fpcr, %0" ::"r"(state)); }
enum { DEFAULT_ENVIRONMENT = 0 };
#endif

uint64_t ek_control_register(void) {
#if defined(__x86_64__)
  return environment_get() & ~(uint64_t)0x3f;
#else
  return environment_get();
#endif
}
void ek_set_control_register(uint64_t value) { environment_set(value); }
uint64_t ek_pinned_control_register(void) { return DEFAULT_ENVIRONMENT; }

struct ek_pool {
  pthread_mutex_t entry;  // one operation at a time; recursive, so that a holder's operations run inside its hold
  int depth;
  uint64_t callers_environment;
  void *scratch;
  size_t scratch_bytes;

  int threads, started;
  pthread_t *workers;
  struct worker { ek_pool *pool; int number; } *names;

  pthread_mutex_t lock;  // guards everything below
  pthread_cond_t work, idle;
  uint64_t generation;
  int busy, stopping;
  void (*body)(void *, size_t, int);
  void *context;
  size_t tasks;
  atomic_size_t next;
};

static void *aligned_memory(size_t bytes) {
  if (bytes > SIZE_MAX / 2) { return NULL; }
  return aligned_alloc(64, bytes ? (bytes + 63) / 64 * 64 : 64);
}

void *ek_allocate(size_t bytes) {
  void *memory = aligned_memory(bytes);
  return memory ? memset(memory, 0, bytes) : NULL;
}

void ek_free(void *memory) { free(memory); }

static void take_tasks(ek_pool *pool, int worker) {
  for (;;) {
    size_t task = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed);
    if (task >= pool->tasks) { return; }
    pool->body(pool->context, task, worker);
  }
}

static void *worker_main(void *argument) {
  struct worker *self = argument;
  ek_pool *pool = self->pool;
  environment_set(DEFAULT_ENVIRONMENT);
  uint64_t seen = 0;
  pthread_mutex_lock(&pool->lock);
  for (;;) {
    while (pool->generation == seen && !pool->stopping) { pthread_cond_wait(&pool->work, &pool->lock); }
    if (pool->stopping) { break; }
    seen = pool->generation;
    pthread_mutex_unlock(&pool->lock);
    take_tasks(pool, self->number);
    pthread_mutex_lock(&pool->lock);
    if (--pool->busy == 0) { pthread_cond_signal(&pool->idle); }
  }
  pthread_mutex_unlock(&pool->lock);
  return NULL;
}

ek_pool *ek_pool_create(int threads) {
  ek_pool *pool = calloc(1, sizeof *pool);
  if (!pool) { return NULL; }
  pthread_mutexattr_t recursive;
  pthread_mutexattr_init(&recursive);
  pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&pool->entry, &recursive);
  pthread_mutexattr_destroy(&recursive);
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->work, NULL);
  pthread_cond_init(&pool->idle, NULL);
  pool->threads = threads < 1 ? 1 : threads;
  pool->workers = calloc((size_t)pool->threads, sizeof *pool->workers);
  pool->names = calloc((size_t)pool->threads, sizeof *pool->names);
  int failed = !pool->workers || !pool->names;
  for (int i = 1; !failed && i < pool->threads; i++) {
    pool->names[i] = (struct worker){pool, i};
    failed = pthread_create(&pool->workers[i], NULL, worker_main, &pool->names[i]) != 0;
    if (!failed) { pool->started++; }
  }
  if (failed) {
    ek_pool_destroy(pool);
    return NULL;
  }
  return pool;
}

void ek_pool_destroy(ek_pool *pool) {
  pthread_mutex_lock(&pool->lock);
  pool->stopping = 1;
  pthread_cond_broadcast(&pool->work);
  pthread_mutex_unlock(&pool->lock);
  for (int i = 1; i <= pool->started; i++) { pthread_join(pool->workers[i], NULL); }
  pthread_cond_destroy(&pool->work);
  pthread_cond_destroy(&pool->idle);
  pthread_mutex_destroy(&pool->lock);
  pthread_mutex_destroy(&pool->entry);
  free(pool->workers);
  free(pool->names);
  free(pool->scratch);
  free(pool);
}

void ek_enter(ek_pool *pool) {
  pthread_mutex_lock(&pool->entry);
  if (pool->depth++) { return; }
  pool->callers_environment = environment_get();
  environment_set(DEFAULT_ENVIRONMENT);
}

void ek_leave(ek_pool *pool) {
  if (--pool->depth == 0) { environment_set(pool->callers_environment); }
  pthread_mutex_unlock(&pool->entry);
}

void ek_hold(ek_pool *pool) { ek_enter(pool); }
void ek_release(ek_pool *pool) { ek_leave(pool); }

int ek_workers(const ek_pool *pool) { return pool->threads; }

void *ek_scratch(ek_pool *pool, size_t bytes) {
  if (bytes > pool->scratch_bytes) {
    free(pool->scratch);
    pool->scratch = aligned_memory(bytes);
    pool->scratch_bytes = pool->scratch ? bytes : 0;
  }
  return pool->scratch;
}

void ek_run(ek_pool *pool, size_t tasks, void (*body)(void *, size_t, int), void *context) {
  if (pool->threads == 1 || tasks <= 1) {
    for (size_t task = 0; task < tasks; task++) { body(context, task, 0); }
    return;
  }
  pthread_mutex_lock(&pool->lock);
  pool->body = body, pool->context = context, pool->tasks = tasks;
  atomic_store_explicit(&pool->next, 0, memory_order_relaxed);
  pool->busy = pool->started;
  pool->generation++;
  pthread_cond_broadcast(&pool->work);
  pthread_mutex_unlock(&pool->lock);
  take_tasks(pool, 0);
  pthread_mutex_lock(&pool->lock);
  while (pool->busy) { pthread_cond_wait(&pool->idle, &pool->lock); }
  pthread_mutex_unlock(&pool->lock);
}

struct ranges {
  size_t count, block;
  void (*body)(void *, size_t, size_t);
  void *context;
};

static void run_range(void *context, size_t task, int worker) {
  (void)worker;
  struct ranges *r = context;
  size_t first = task * r->block, rest = r->count - first;
  r->body(r->context, first, rest < r->block ? rest : r->block);
}

void ek_for_ranges(ek_pool *pool, size_t count, size_t block, void (*body)(void *, size_t, size_t), void *context) {
  struct ranges ranges = {count, block, body, context};
  ek_run(pool, (count + block - 1) / block, run_range, &ranges);
}

int ek_isa_supported(int isa) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  switch (isa) {
    case EK_SSE2: return 1;
    case EK_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case EK_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
             __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("fma");
    default: return 0;
  }
#else
  return isa == EK_NEON;
#endif
}
