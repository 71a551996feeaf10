// Access to memory: a chain of dependent loads, random updates, and updates that threads contend for.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// next becomes a permutation with one cycle of all `count` places, by Sattolo's algorithm; there are count - 1 words.
void ek_cycle(const uint32_t *words, uint64_t *next, size_t count);
// Whether next is such a permutation.
int ek_is_cycle(const uint64_t *next, size_t count);
// Lays the chain out: line i of 64 bytes begins with the address of line next[i].
void ek_chase_lay(const uint64_t *next, uint64_t *lines, size_t count);
// Follows the chain from line 0. out[0] is the line where it ends, out[1] the trail: rotated by one bit and combined (xor)
// with the number of each line that is reached.
void ek_chase(ek_pool *pool, const uint64_t *lines, uint64_t *out, size_t steps);

// HPC Challenge's RandomAccess: the register's next `updates` states from `start`, each combined (xor) with the word of the
// table that its low bits name. The table has 2^levels words. `start` is not 0.
void ek_random_access(ek_pool *pool, uint64_t start, uint64_t *table, int levels, size_t updates);

// Writes to every line of a piece of memory, so that caches hold nothing else.
void ek_sweep(ek_pool *pool, uint64_t *words, size_t count);

enum { EK_ATOMIC_ADD = 0, EK_ATOMIC_SWAP = 1 };
// Update i adds terms[i % 64] to cell i % cells, by fetch-and-add or by compare-and-swap until it succeeds. Cell c is the
// first word of line c, and starts at 0; out has a word for each.
void ek_atomic(ek_pool *pool, int kind, const uint64_t *terms, uint64_t *lines, uint64_t *out, size_t cells, size_t updates);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
