// A pool of sleeping threads. Which worker takes which task is left to chance; no operation's result depends on it,
// because each task computes its own elements, each by an order that the task's size does not enter.
//
// A job's tasks are cut into ranges, one for each worker or each few of them. A worker takes the tasks of its own range
// first and helps with the others' then: so from one job to the next it mostly meets what its core's cache still holds.
//
// A range is one atomic word, the job's generation and how many of its tasks nobody has taken yet. A worker takes a task
// by decrementing the word it has read; that fails if the job has changed since, so a worker that comes late never runs
// a stale task, and the caller never waits for a worker that has not come at all.
#define _GNU_SOURCE  // recursive locks are POSIX, but not C17
#include "include/ek_gemm.h"
#include "isa.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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

enum { TASK_BITS = 36, SPINS = 2000 };  // spins: some tens of microseconds
enum { MOST_RANGES = 8 };               // that a worker looks through
static const uint64_t TASKS_LEFT = ((uint64_t)1 << TASK_BITS) - 1;

struct ek_pool {
  pthread_mutex_t entry;  // one operation at a time; recursive, so that a holder's operations run inside its hold
  int depth;
  uint64_t callers_environment;
  void *scratch;
  size_t scratch_bytes;

  int threads, started, may_spin, range_count;
  pthread_t *workers;
  struct worker { ek_pool *pool; int number; } *names;

  struct range { _Alignas(64) _Atomic uint64_t word; } *ranges;  // generation << TASK_BITS | tasks that nobody has taken

  _Alignas(64) _Atomic uint64_t generation;  // of the last job whose ranges are published
  void (*_Atomic body)(void *, size_t, int);
  void *_Atomic context;
  atomic_size_t tasks;
  _Alignas(64) atomic_size_t finished;
  _Alignas(64) atomic_int entered;  // an operation, or a holder, is inside: the next job may be near

  pthread_mutex_t lock;  // for going to sleep
  pthread_cond_t work, idle;
  atomic_int sleepers, caller_sleeps, stopping;
};

static void pause_briefly(void) {
#if defined(__x86_64__)
  _mm_pause();
#else
  __asm__ volatile("yield");
#endif
}

static atomic_int without_huge_pages;

void ek_set_huge_pages(int advised) { atomic_store(&without_huge_pages, !advised); }

// Memory on a cache line's boundary; large pieces in large pages, because a matrix spans many.
static void *aligned_memory(size_t bytes) {
  const size_t large = (size_t)2 << 20;
  if (bytes > SIZE_MAX / 2) { return NULL; }
  size_t boundary = bytes >= 2 * large ? large : 64;
  void *memory = aligned_alloc(boundary, bytes ? (bytes + boundary - 1) / boundary * boundary : boundary);
#if defined(MADV_HUGEPAGE)
  int advice = atomic_load(&without_huge_pages) ? MADV_NOHUGEPAGE : MADV_HUGEPAGE;
  if (memory && boundary == large) { (void)madvise(memory, bytes, advice); }  // advice: failure costs only speed
#endif
  return memory;
}

void *ek_allocate(size_t bytes) {
  void *memory = aligned_memory(bytes);
  return memory ? memset(memory, 0, bytes) : NULL;
}

void ek_free(void *memory) { free(memory); }

// The first task of a range; that of the range behind the last is the number of tasks.
static size_t first_task(const ek_pool *pool, size_t tasks, int range) {
  return tasks * (size_t)range / (size_t)pool->range_count;
}

// Takes tasks of a range until none is left. Returns how many, and stores how many the job has.
static size_t take_range(ek_pool *pool, int range, int worker, size_t *tasks) {
  _Atomic uint64_t *word = &pool->ranges[range].word;
  size_t done = 0;
  uint64_t job = atomic_load_explicit(word, memory_order_acquire);
  while (job & TASKS_LEFT) {
    void (*body)(void *, size_t, int) = atomic_load_explicit(&pool->body, memory_order_relaxed);
    void *context = atomic_load_explicit(&pool->context, memory_order_relaxed);
    size_t all = atomic_load_explicit(&pool->tasks, memory_order_relaxed);
    // Success means that the job is still the one whose body and context were read.
    if (!atomic_compare_exchange_weak_explicit(word, &job, job - 1, memory_order_acquire, memory_order_acquire)) {
      continue;
    }
    *tasks = all;
    body(context, first_task(pool, all, range + 1) - (job & TASKS_LEFT), worker);
    done++;
    job = atomic_load_explicit(word, memory_order_acquire);
  }
  return done;
}

// Runs tasks of the current job until none is left.
static void take_tasks(ek_pool *pool, int worker) {
  size_t done = 0, tasks = 0;
  // One's own unreported task keeps the job alive, so these counts are one job's.
  for (int i = 0; i < pool->range_count; i++) {
    done += take_range(pool, (worker + i) % pool->range_count, worker, &tasks);
  }
  if (!done || atomic_fetch_add(&pool->finished, done) + done != tasks || !atomic_load(&pool->caller_sleeps)) { return; }
  pthread_mutex_lock(&pool->lock);
  pthread_cond_signal(&pool->idle);
  pthread_mutex_unlock(&pool->lock);
}

// Looks for a job other than the one last seen for a moment, if more may come soon.
static int find_job(ek_pool *pool, uint64_t seen) {
  for (int spin = 0; pool->may_spin && spin < SPINS; spin++) {
    if (atomic_load(&pool->generation) != seen) { return 1; }
    if (!atomic_load_explicit(&pool->entered, memory_order_relaxed)) { return 0; }
    pause_briefly();
  }
  return atomic_load(&pool->generation) != seen;
}

static void *worker_main(void *argument) {
  struct worker *self = argument;
  ek_pool *pool = self->pool;
  uint64_t seen = 0;
  environment_set(DEFAULT_ENVIRONMENT);
  while (!atomic_load(&pool->stopping)) {
    if (!find_job(pool, seen)) {
      pthread_mutex_lock(&pool->lock);
      atomic_fetch_add(&pool->sleepers, 1);  // before the last look: who publishes a job later sees a sleeper
      while (atomic_load(&pool->generation) == seen && !atomic_load(&pool->stopping)) {
        pthread_cond_wait(&pool->work, &pool->lock);
      }
      atomic_fetch_sub(&pool->sleepers, 1);
      pthread_mutex_unlock(&pool->lock);
    }
    seen = atomic_load(&pool->generation);
    take_tasks(pool, self->number);
  }
  return NULL;
}

static int available_cores(void) {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) { return CPU_COUNT(&set); }
#endif
  return 1;
}

ek_pool *ek_pool_create(int threads) {
  ek_pool *pool = aligned_memory(sizeof *pool);
  if (!pool) { return NULL; }
  memset(pool, 0, sizeof *pool);
  pthread_mutexattr_t recursive;
  pthread_mutexattr_init(&recursive);
  pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&pool->entry, &recursive);
  pthread_mutexattr_destroy(&recursive);
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->work, NULL);
  pthread_cond_init(&pool->idle, NULL);
  pool->threads = threads < 1 ? 1 : threads;
  pool->may_spin = pool->threads <= available_cores();
  pool->workers = calloc((size_t)pool->threads, sizeof *pool->workers);
  pool->names = calloc((size_t)pool->threads, sizeof *pool->names);
  pool->range_count = pool->threads < MOST_RANGES ? pool->threads : MOST_RANGES;
  pool->ranges = aligned_memory((size_t)pool->range_count * sizeof *pool->ranges);
  int failed = !pool->workers || !pool->names || !pool->ranges;
  if (pool->ranges) { memset(pool->ranges, 0, (size_t)pool->range_count * sizeof *pool->ranges); }
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
  atomic_store(&pool->stopping, 1);
  pthread_cond_broadcast(&pool->work);
  pthread_mutex_unlock(&pool->lock);
  for (int i = 1; i <= pool->started; i++) { pthread_join(pool->workers[i], NULL); }
  pthread_cond_destroy(&pool->work);
  pthread_cond_destroy(&pool->idle);
  pthread_mutex_destroy(&pool->lock);
  pthread_mutex_destroy(&pool->entry);
  free(pool->workers);
  free(pool->names);
  free(pool->ranges);
  free(pool->scratch);
  free(pool);
}

void ek_enter(ek_pool *pool) {
  pthread_mutex_lock(&pool->entry);
  if (pool->depth++) { return; }
  atomic_store_explicit(&pool->entered, 1, memory_order_relaxed);
  pool->callers_environment = environment_get();
  environment_set(DEFAULT_ENVIRONMENT);
}

void ek_leave(ek_pool *pool) {
  if (--pool->depth == 0) {
    environment_set(pool->callers_environment);
    atomic_store_explicit(&pool->entered, 0, memory_order_relaxed);
  }
  pthread_mutex_unlock(&pool->entry);
}

void ek_hold(ek_pool *pool) { ek_enter(pool); }
void ek_release(ek_pool *pool) { ek_leave(pool); }

int ek_workers(const ek_pool *pool) { return pool->threads; }

int ek_at_hand(ek_pool *pool) {
  return pool->may_spin && (pool->depth > 1 || atomic_load_explicit(&pool->sleepers, memory_order_relaxed) == 0);
}

void *ek_scratch(ek_pool *pool, size_t bytes) {
  if (!pool->scratch || bytes > pool->scratch_bytes) {
    free(pool->scratch);
    pool->scratch = aligned_memory(bytes);
    pool->scratch_bytes = pool->scratch ? bytes : 0;
  }
  return pool->scratch;
}

static void wake(ek_pool *pool, size_t wanted) {
  pthread_mutex_lock(&pool->lock);
  if (wanted >= (size_t)atomic_load(&pool->sleepers)) {
    pthread_cond_broadcast(&pool->work);
  } else {
    for (size_t i = 0; i < wanted; i++) { pthread_cond_signal(&pool->work); }
  }
  pthread_mutex_unlock(&pool->lock);
}

static void wait_for_workers(ek_pool *pool, size_t tasks) {
  for (int spin = 0; pool->may_spin && spin < SPINS; spin++) {
    if (atomic_load(&pool->finished) == tasks) { return; }
    pause_briefly();
  }
  pthread_mutex_lock(&pool->lock);
  atomic_store(&pool->caller_sleeps, 1);
  while (atomic_load(&pool->finished) != tasks) { pthread_cond_wait(&pool->idle, &pool->lock); }
  atomic_store(&pool->caller_sleeps, 0);
  pthread_mutex_unlock(&pool->lock);
}

void ek_run(ek_pool *pool, size_t tasks, void (*body)(void *, size_t, int), void *context) {
  if (pool->threads == 1 || tasks <= 1 || tasks > TASKS_LEFT) {
    for (size_t task = 0; task < tasks; task++) { body(context, task, 0); }
    return;
  }
  uint64_t generation = atomic_load(&pool->generation) + 1;
  atomic_store_explicit(&pool->body, body, memory_order_relaxed);
  atomic_store_explicit(&pool->context, context, memory_order_relaxed);
  atomic_store_explicit(&pool->tasks, tasks, memory_order_relaxed);
  atomic_store(&pool->finished, 0);
  for (int i = 0; i < pool->range_count; i++) {
    size_t range = first_task(pool, tasks, i + 1) - first_task(pool, tasks, i);
    atomic_store_explicit(&pool->ranges[i].word, generation << TASK_BITS | range, memory_order_release);
  }
  atomic_store(&pool->generation, generation);
  if (atomic_load(&pool->sleepers)) { wake(pool, tasks - 1); }
  take_tasks(pool, 0);
  wait_for_workers(pool, tasks);
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
