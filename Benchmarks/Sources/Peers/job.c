#include "job.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

void *peer_fail(char *out, size_t size, const char *format, ...) {
  va_list list;
  va_start(list, format);
  vsnprintf(out, size, format, list);
  va_end(list);
  return NULL;
}

void peer_run(peer_job *job, uint64_t repetitions, int hold) {
  int held = hold && job->pool;
  if (held) { ek_hold(job->pool); }
  for (uint64_t i = 0; i < repetitions; i++) { job->run(job); }
  if (held) { ek_release(job->pool); }
}

void peer_free(peer_job *job) {
  if (job->release) { job->release(job); }
  free(job);
}

// The helpers live as long as the process: it measures one case after the other and then ends.
enum { MOST_HELPERS = 63, SPINS = 20000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static atomic_uint_fast64_t generation;
static atomic_int waiting_for;
static int helpers;
static struct {
  size_t count;
  int parts;
  void (*body)(void *, size_t, size_t);
  void *context;
} shared;

static void run_part(int part) {
  size_t first = shared.count * (size_t)part / (size_t)shared.parts;
  size_t end = shared.count * (size_t)(part + 1) / (size_t)shared.parts;
  shared.body(shared.context, first, end - first);
}

static void *help(void *argument) {
  int part = (int)(intptr_t)argument;
  uint64_t seen = 0;
  for (;;) {
    for (int i = 0; i < SPINS && atomic_load(&generation) == seen; i++) {
#if defined(__x86_64__)
      __builtin_ia32_pause();
#endif
    }
    pthread_mutex_lock(&lock);
    while (atomic_load(&generation) == seen) { pthread_cond_wait(&more, &lock); }
    seen = atomic_load(&generation);
    pthread_mutex_unlock(&lock);
    if (part < shared.parts) { run_part(part); }
    atomic_fetch_sub(&waiting_for, 1);
  }
  return NULL;
}

void peer_share(int threads, size_t count, void (*body)(void *, size_t, size_t), void *context) {
  int parts = threads < 1 ? 1 : threads > MOST_HELPERS + 1 ? MOST_HELPERS + 1 : threads;
  while (helpers < parts - 1) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, help, (void *)(intptr_t)(helpers + 1))) { break; }
    pthread_detach(thread);
    helpers++;
  }
  if (parts > helpers + 1) { parts = helpers + 1; }
  shared.count = count, shared.parts = parts, shared.body = body, shared.context = context;
  if (helpers > 0) {
    pthread_mutex_lock(&lock);
    atomic_store(&waiting_for, helpers);
    atomic_fetch_add(&generation, 1);
    pthread_cond_broadcast(&more);
    pthread_mutex_unlock(&lock);
  }
  run_part(0);
  while (atomic_load(&waiting_for) > 0) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }
}
