#define _GNU_SOURCE
#include "csystem_transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *csystem_pages(size_t bytes) {
  void *memory = NULL;
  if (posix_memalign(&memory, 4096, bytes ? bytes : 1) != 0) return NULL;
  memset(memory, 0, bytes);
  return memory;
}

static uint64_t mixed(uint64_t index) {
  uint64_t z = index * 0x9E3779B97F4A7C15;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

void csystem_fill(uint8_t *buffer, size_t bytes, uint64_t start) {
  for (size_t at = 0, i = 1; at < bytes; at += 8, i++) {
    uint64_t word = mixed(start + i);
    memcpy(buffer + at, &word, bytes - at < 8 ? bytes - at : 8);
  }
}

uint64_t csystem_checksum(const uint8_t *buffer, size_t bytes) {
  uint64_t state = 0xcbf29ce484222325;
  for (size_t at = 0; at < bytes; at += 8) {
    uint64_t word = 0;
    memcpy(&word, buffer + at, bytes - at < 8 ? bytes - at : 8);
    state = (state ^ word) * 0x100000001b3;
  }
  return state;
}

int csystem_direct_flag(void) { return O_DIRECT; }

struct shared {
  const csystem_transfer *transfer;
  atomic_size_t next;
  atomic_int error;
};

static int transfer_block(const csystem_transfer *t, size_t number) {
  size_t done = 0, offset = number * t->block;
  while (done < t->block) {
    ssize_t moved = t->writes ? pwrite(t->descriptor, t->buffer + offset + done, t->block - done, (off_t)(offset + done))
                              : pread(t->descriptor, t->buffer + offset + done, t->block - done, (off_t)(offset + done));
    if (moved < 0 && errno == EINTR) continue;
    if (moved < 0) return errno;
    if (moved == 0) return EIO;
    done += (size_t)moved;
  }
  return t->writes && t->sync == CSYSTEM_SYNC_EACH && fdatasync(t->descriptor) != 0 ? errno : 0;
}

static void *work(void *context) {
  struct shared *s = context;
  size_t i;
  while (!atomic_load(&s->error) && (i = atomic_fetch_add(&s->next, 1)) < s->transfer->count) {
    int error = transfer_block(s->transfer, s->transfer->order[i]);
    if (error) atomic_store(&s->error, error);
  }
  return NULL;
}

int csystem_transfer_blocks(const csystem_transfer *t) {
  struct shared shared = {t, 0, 0};
  int started = 0, error = 0;
  pthread_t *threads = t->depth > 1 ? calloc((size_t)t->depth - 1, sizeof *threads) : NULL;
  if (t->depth > 1 && !threads) return ENOMEM;
  while (!error && started < t->depth - 1) {
    error = pthread_create(threads + started, NULL, work, &shared);
    if (!error) started++;
  }
  if (error) atomic_store(&shared.error, error);
  work(&shared);
  for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
  free(threads);
  error = atomic_load(&shared.error);
  if (!error && t->writes && t->sync == CSYSTEM_SYNC_END && fdatasync(t->descriptor) != 0) error = errno;
  return error;
}
