// Pooling of windows, channels last, and its gradients. A gradient is gathered, not scattered: an input pixel adds up
// the windows that hold it, in order, so no two tasks write to one place and windows may overlap. Where none do, which
// is the usual case of max pooling, each window writes its own pixels.
#include "isa.h"

#include "include/ek_convolution.h"

#include <string.h>

struct pooling_kernels {
  void (*max_window)(const float *corner, size_t row, size_t window, size_t channels, float *y, uint8_t *chosen);
  void (*add_chosen)(const float *gradient, const uint8_t *chosen, size_t place, size_t channels, float *sum);
  void (*spread_chosen)(const float *gradient, const uint8_t *chosen, size_t row, size_t window, size_t channels,
                        float *corner);
  void (*mean_window)(const float *corner, size_t row, size_t window, size_t channels, float *y);
  void (*add_share)(const float *gradient, float count, size_t channels, float *sum);
};

#define EK_TEMPLATE "pooling_each.h"
#include "each_isa.h"

struct pooling {
  struct pooling_kernels kernels;
  const ek_pooling *s;
  size_t height, width;  // of the output
  const float *from;
  float *to;
  uint8_t *chosen;              // written by the forward pass
  const uint8_t *given_chosen;  // read by the gradient
};

static struct pooling plan(int isa, const ek_pooling *s) {
  struct pooling p = {.kernels = EK_PICK(isa, pooling_kernels), .s = s};
  p.height = s->height < s->window ? 0 : (s->height - s->window) / s->stride + 1;
  p.width = s->width < s->window ? 0 : (s->width - s->window) / s->stride + 1;
  return p;
}

// Output rows first ..< first + count, counted over the batch.
static void pool_rows(void *context, size_t first, size_t count) {
  const struct pooling *p = context;
  const ek_pooling *s = p->s;
  size_t row = s->width * s->channels;
  for (size_t r = first; r < first + count; r++) {
    size_t image = r / p->height, y = r % p->height;
    const float *corner = p->from + (image * s->height + y * s->stride) * row;
    size_t at = r * p->width * s->channels;
    for (size_t x = 0; x < p->width; x++, corner += s->stride * s->channels, at += s->channels) {
      p->kernels.max_window(corner, row, s->window, s->channels, p->to + at, p->chosen ? p->chosen + at : NULL);
    }
  }
}

static void mean_rows(void *context, size_t first, size_t count) {
  const struct pooling *p = context;
  const ek_pooling *s = p->s;
  size_t row = s->width * s->channels;
  for (size_t r = first; r < first + count; r++) {
    const float *corner = p->from + (r / p->height * s->height + r % p->height * s->stride) * row;
    float *to = p->to + r * p->width * s->channels;
    for (size_t x = 0; x < p->width; x++, corner += s->stride * s->channels, to += s->channels) {
      p->kernels.mean_window(corner, row, s->window, s->channels, to);
    }
  }
}

// The windows that hold a position: from ... to (none if to < from).
static size_t first_window(size_t position, size_t window, size_t stride) {
  return position < window ? 0 : (position - window) / stride + 1;
}
static size_t windows_end(size_t position, size_t stride, size_t count) {
  size_t end = position / stride + 1;
  return end < count ? end : count;
}

// Input rows first ..< first + count, counted over the batch.
static void gradient_rows(void *context, size_t first, size_t count) {
  const struct pooling *p = context;
  const ek_pooling *s = p->s;
  memset(p->to + first * s->width * s->channels, 0, count * s->width * s->channels * sizeof(float));
  for (size_t r = first; r < first + count; r++) {
    size_t image = r / s->height, y = r % s->height, y_end = windows_end(y, s->stride, p->height);
    for (size_t x = 0; x < s->width; x++) {
      float *sum = p->to + (r * s->width + x) * s->channels;
      size_t x_end = windows_end(x, s->stride, p->width);
      for (size_t oy = first_window(y, s->window, s->stride); oy < y_end; oy++) {
        for (size_t ox = first_window(x, s->window, s->stride); ox < x_end; ox++) {
          size_t at = ((image * p->height + oy) * p->width + ox) * s->channels;
          if (p->given_chosen) {
            size_t place = (y - oy * s->stride) * s->window + (x - ox * s->stride);
            p->kernels.add_chosen(p->from + at, p->given_chosen + at, place, s->channels, sum);
          } else {
            p->kernels.add_share(p->from + at, (float)(s->window * s->window), s->channels, sum);
          }
        }
      }
    }
  }
}

// The same where no two windows overlap: output rows first ..< first + count, and the input rows down to the next's.
static void spread_rows(void *context, size_t first, size_t count) {
  const struct pooling *p = context;
  const ek_pooling *s = p->s;
  size_t row = s->width * s->channels, used = s->window * s->channels, gap = (s->stride - s->window) * s->channels;
  size_t covered = ((p->width - 1) * s->stride + s->window) * s->channels;
  for (size_t r = first; r < first + count; r++) {
    size_t image = r / p->height, y = r % p->height, at = r * p->width * s->channels;
    float *corner = p->to + (image * s->height + y * s->stride) * row;
    size_t end = y + 1 < p->height ? s->stride : s->height - y * s->stride;
    for (size_t i = 0; i < s->window; i++) {
      for (size_t x = 0; gap && x + 1 < p->width; x++) {
        memset(corner + i * row + x * (used + gap) + used, 0, gap * sizeof(float));
      }
      memset(corner + i * row + covered, 0, (row - covered) * sizeof(float));
    }
    memset(corner + s->window * row, 0, (end - s->window) * row * sizeof(float));
    for (size_t x = 0; x < p->width; x++, at += s->channels) {
      p->kernels.spread_chosen(p->from + at, p->given_chosen + at, row, s->window, s->channels,
                               corner + x * (used + gap));
    }
  }
}

// Rows per task: about 16,384 elements.
static void run_rows(ek_pool *pool, struct pooling *p, size_t rows, size_t elements,
                     void (*body)(void *, size_t, size_t)) {
  ek_enter(pool);
  ek_for_ranges(pool, rows, elements >= 16384 ? 1 : 16384 / (elements ? elements : 1), body, p);
  ek_leave(pool);
}

void ek_max_pool_f32(ek_pool *pool, int isa, const ek_pooling *s, const float *x, float *y, uint8_t *chosen) {
  struct pooling p = plan(isa, s);
  p.from = x, p.to = y, p.chosen = chosen;
  run_rows(pool, &p, s->batch * p.height, s->width * s->channels * s->stride, pool_rows);
}

void ek_max_pool_gradient_f32(ek_pool *pool, int isa, const ek_pooling *s, const float *gradient,
                              const uint8_t *chosen, float *input_gradient) {
  struct pooling p = plan(isa, s);
  p.from = gradient, p.to = input_gradient, p.given_chosen = chosen;
  if (s->stride >= s->window && p.height && p.width) {
    run_rows(pool, &p, s->batch * p.height, s->width * s->channels * s->stride, spread_rows);
  } else {
    run_rows(pool, &p, s->batch * s->height, s->width * s->channels, gradient_rows);
  }
}

void ek_average_pool_f32(ek_pool *pool, int isa, const ek_pooling *s, const float *x, float *y) {
  struct pooling p = plan(isa, s);
  p.from = x, p.to = y;
  run_rows(pool, &p, s->batch * p.height, s->width * s->channels * s->stride, mean_rows);
}

void ek_average_pool_gradient_f32(ek_pool *pool, int isa, const ek_pooling *s, const float *gradient,
                                  float *input_gradient) {
  struct pooling p = plan(isa, s);
  p.from = gradient, p.to = input_gradient;
  run_rows(pool, &p, s->batch * s->height, s->width * s->channels, gradient_rows);
}
