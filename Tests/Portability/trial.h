// One operation of the C interface, tried once: its inputs, where its outputs go, and what they are reduced to.
//
// An operation is tried with the same inputs in many settings (instruction set, threads, blocking, batch split); a
// setting must not change a bit. See main.c for the loop, docs/numerics.md for what the operations compute.
#pragma once

#include "ckernels.h"

#include <stddef.h>
#include <stdint.h>

#pragma STDC FP_CONTRACT OFF

enum { MAX_SIZES = 10 };

// What a case's values are like: `TAME` ones lie in -1 to 1, with some zeros of both signs and subnormals; `WILD` ones
// also spread over 2^-70 to 2^60; `BROKEN` ones also hold infinities and NaN with payloads and signs.
enum mood { TAME, WILD, BROKEN, MOODS };

// Where rows of a batch are cut: not at all, into two unequal parts, between all rows.
enum split { WHOLE, PARTS, SINGLE, SPLITS };

struct trial {
  ek_pool *pool;
  int isa;
  enum split split;
  enum mood mood;
  const size_t *size;          // this case's sizes
  uint64_t stream, next_word;  // where the inputs are drawn from
  uint64_t digest;
  int rooms;
  int faults;                  // memory touched that must not be, a function that failed
};

// Numbers of the trial's stream.
uint64_t draw(struct trial *t);
size_t below(struct trial *t, size_t bound);

// Memory of exactly that size, filled with 0xa5, that ends where the next byte cannot be read; for the time of the trial.
void *room(struct trial *t, size_t bytes);
// Inputs in the trial's mood; the finite ones are never broken.
float *floats(struct trial *t, size_t count);
double *doubles(struct trial *t, size_t count);
float *finite_floats(struct trial *t, size_t count);
double *finite_doubles(struct trial *t, size_t count);
// As floats, but every other one 16 times as large: arguments of exp and tanh.
float *spread_floats(struct trial *t, size_t count);
// Finite and not below zero: second moments, variances.
float *positive_floats(struct trial *t, size_t count);
uint32_t *indices(struct trial *t, size_t count, size_t bound);
void *bytes(struct trial *t, size_t count);

// Adds an output to the trial's digest.
void output(struct trial *t, const void *data, size_t bytes);
// A function's return code: anything but EK_OK is a fault.
void expect(struct trial *t, int is_so, const char *what);

#define ROOM(t, T, count) ((T *)room(t, (count) * sizeof(T)))
#define OUTPUT(t, array, count) output(t, array, (count) * sizeof *(array))

// Runs the body for each part of `rows` rows, as the setting splits them: `first` and `count` say which.
size_t part(const struct trial *t, size_t first, size_t rows);
#define EACH_PART(t, rows)                                                                                           \
  for (size_t first = 0, count = part(t, 0, rows), once = 1; once || first < (rows);                                 \
       first += count, count = part(t, first, rows), once = 0)

// Sizes that are always tried, and the range of those from the fresh seed.
struct sizes {
  size_t count;
  size_t (*fixed)[MAX_SIZES];
  size_t least[MAX_SIZES], most[MAX_SIZES];
};
#define SIZES(...) (sizeof((size_t[][MAX_SIZES]){__VA_ARGS__}) / sizeof(size_t[MAX_SIZES])), (size_t[][MAX_SIZES]){__VA_ARGS__}

// What the settings of an operation vary in, beside the instruction set and the threads.
enum { BLOCKED = 1, SPLIT = 2, CALM = 4 };  // products' blocking; rows of a batch; no pool pins the environment

struct operation {
  const char *name;
  void (*run)(struct trial *);
  const struct sizes *sizes;
  int varies;
};

extern const struct operation array_operations[], product_operations[], training_operations[], random_operations[],
  double_operations[], activation_operations[], layer_operations[], exact_operations[],
  transform_operations[], memory_operations[];
