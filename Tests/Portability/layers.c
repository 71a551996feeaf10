// Convolution, pooling, attention and embedding, with the gradients; batches of images and of sequences are split.
#include "trial.h"
#include "ek_attention.h"
#include "ek_convolution.h"
#include "ek_embedding.h"

// batch, height, width, inputs, outputs, kernel height, kernel width, stride, padding
static const struct sizes convolutions = {
  SIZES({1, 1, 1, 1, 1, 1, 1, 1, 0}, {2, 5, 4, 3, 2, 3, 3, 1, 1}, {3, 7, 9, 1, 16, 5, 3, 2, 2}, {1, 8, 8, 29, 5, 3, 3, 1, 1},
        {4, 6, 6, 2, 33, 1, 1, 1, 0}, {2, 9, 7, 17, 3, 4, 2, 3, 1}, {5, 4, 4, 8, 8, 4, 4, 1, 3}, {2, 12, 12, 32, 40, 3, 3, 1, 1},
        {3, 3, 3, 1, 1, 3, 3, 1, 0}, {9, 11, 5, 6, 7, 2, 5, 2, 1}),
  .least = {1, 5, 5, 1, 1, 1, 1, 1, 0},
  .most = {4, 12, 12, 12, 20, 5, 5, 3, 0},
};

static ek_convolution convolution_of(const struct trial *t) {
  const size_t *s = t->size;
  return (ek_convolution){s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8]};
}

struct areas { size_t in, kernel, out; };

static struct areas areas(const ek_convolution *c) {
  return (struct areas){
    c->height * c->width, c->kernel_height * c->kernel_width,
    ek_convolution_size(c->height, c->kernel_height, c->stride, c->padding) *
      ek_convolution_size(c->width, c->kernel_width, c->stride, c->padding)};
}

static void convolution(struct trial *t) {
  ek_convolution c = convolution_of(t);
  struct areas a = areas(&c);
  size_t batch = c.batch, in = a.in * c.inputs, out = a.out * c.outputs;
  const float *x = floats(t, batch * in), *weight = floats(t, a.kernel * c.inputs * c.outputs);
  int has_bias = (c.inputs + c.outputs) % 2 == 0, relu = c.stride == 1;
  const float *bias = has_bias ? floats(t, c.outputs) : NULL;
  float *y = ROOM(t, float, batch * out);
  EACH_PART(t, batch) {
    c.batch = count;
    expect(t, ek_convolution_f32(t->pool, t->isa, &c, x + first * in, weight, bias, relu, y + first * out) == EK_OK,
           "there is memory");
  }
  OUTPUT(t, y, batch * out);
}

static void convolution_weight_gradient(struct trial *t) {
  ek_convolution c = convolution_of(t);
  struct areas a = areas(&c);
  size_t weights = a.kernel * c.inputs * c.outputs;
  const float *x = floats(t, c.batch * a.in * c.inputs), *gradient = floats(t, c.batch * a.out * c.outputs);
  float *dw = ROOM(t, float, weights), *db = c.outputs % 2 ? ROOM(t, float, c.outputs) : NULL;
  expect(t, ek_convolution_weight_gradient_f32(t->pool, t->isa, &c, x, gradient, dw, db) == EK_OK, "there is memory");
  OUTPUT(t, dw, weights);
  if (db) { OUTPUT(t, db, c.outputs); }
}

static void convolution_input_gradient(struct trial *t) {
  ek_convolution c = convolution_of(t);
  struct areas a = areas(&c);
  size_t batch = c.batch, in = a.in * c.inputs, out = a.out * c.outputs;
  const float *weight = floats(t, a.kernel * c.inputs * c.outputs), *gradient = floats(t, batch * out);
  float *dx = ROOM(t, float, batch * in);
  EACH_PART(t, batch) {
    c.batch = count;
    int code = ek_convolution_input_gradient_f32(t->pool, t->isa, &c, weight, gradient + first * out, dx + first * in);
    expect(t, code == EK_OK, "there is memory");
  }
  OUTPUT(t, dx, batch * in);
}

static void layouts(struct trial *t) {
  ek_convolution c = convolution_of(t);
  size_t area = c.kernel_height * c.kernel_width, weights = area * c.inputs * c.outputs;
  size_t pixels = c.height * c.width, images = c.batch * pixels * c.inputs;
  const float *w = finite_floats(t, weights), *x = finite_floats(t, images);
  float *w2 = ROOM(t, float, weights), *w3 = ROOM(t, float, weights), *x2 = ROOM(t, float, images);
  float *x3 = ROOM(t, float, images);
  ek_weights_from_oihw_f32(w, w2, area, c.inputs, c.outputs);
  ek_weights_to_oihw_f32(w2, w3, area, c.inputs, c.outputs);
  ek_images_from_nchw_f32(x, x2, c.batch, c.inputs, pixels);
  ek_images_to_nchw_f32(x2, x3, c.batch, c.inputs, pixels);
  for (size_t i = 0; i < weights; i++) { expect(t, w[i] == w3[i], "there and back is the same"); }
  for (size_t i = 0; i < images; i++) { expect(t, x[i] == x3[i], "there and back is the same"); }
  OUTPUT(t, w2, weights);
  OUTPUT(t, x2, images);
}

// batch, height, width, channels, window, stride
static const struct sizes poolings = {
  SIZES({1, 1, 1, 1, 1, 1}, {2, 4, 6, 3, 2, 2}, {3, 7, 5, 17, 3, 2}, {1, 16, 16, 33, 16, 1}, {5, 9, 9, 8, 3, 1}, {2, 8, 8, 64, 2, 2},
        {2, 5, 8, 1, 4, 3}, {40, 6, 6, 20, 2, 2}),
  .least = {1, 4, 4, 1, 1, 1},
  .most = {5, 12, 12, 40, 4, 4},
};

static ek_pooling pooling_of(const struct trial *t) {
  const size_t *s = t->size;
  return (ek_pooling){s[0], s[1], s[2], s[3], s[4], s[5]};
}

// Elements of an output image.
static size_t pooled(const ek_pooling *p) {
  return ((p->height - p->window) / p->stride + 1) * ((p->width - p->window) / p->stride + 1) * p->channels;
}

static void max_pool(struct trial *t) {
  ek_pooling p = pooling_of(t);
  size_t batch = p.batch, in = p.height * p.width * p.channels, out = pooled(&p);
  const float *x = floats(t, batch * in);
  float *y = ROOM(t, float, batch * out);
  uint8_t *chosen = p.channels % 5 ? ROOM(t, uint8_t, batch * out) : NULL;
  EACH_PART(t, batch) {
    p.batch = count;
    ek_max_pool_f32(t->pool, t->isa, &p, x + first * in, y + first * out, chosen ? chosen + first * out : NULL);
  }
  OUTPUT(t, y, batch * out);
  if (chosen) { OUTPUT(t, chosen, batch * out); }
}

static void max_pool_gradient(struct trial *t) {
  ek_pooling p = pooling_of(t);
  size_t batch = p.batch, in = p.height * p.width * p.channels, out = pooled(&p);
  const float *gradient = floats(t, batch * out);
  uint8_t *chosen = bytes(t, batch * out);
  for (size_t i = 0; i < batch * out; i++) { chosen[i] %= p.window * p.window; }
  float *dx = ROOM(t, float, batch * in);
  EACH_PART(t, batch) {
    p.batch = count;
    ek_max_pool_gradient_f32(t->pool, t->isa, &p, gradient + first * out, chosen + first * out, dx + first * in);
  }
  OUTPUT(t, dx, batch * in);
}

static void average_pool(struct trial *t) {
  ek_pooling p = pooling_of(t);
  size_t batch = p.batch, in = p.height * p.width * p.channels, out = pooled(&p);
  const float *x = floats(t, batch * in);
  float *y = ROOM(t, float, batch * out);
  EACH_PART(t, batch) {
    p.batch = count;
    ek_average_pool_f32(t->pool, t->isa, &p, x + first * in, y + first * out);
  }
  OUTPUT(t, y, batch * out);
}

static void average_pool_gradient(struct trial *t) {
  ek_pooling p = pooling_of(t);
  size_t batch = p.batch, in = p.height * p.width * p.channels, out = pooled(&p);
  const float *gradient = floats(t, batch * out);
  float *dx = ROOM(t, float, batch * in);
  EACH_PART(t, batch) {
    p.batch = count;
    ek_average_pool_gradient_f32(t->pool, t->isa, &p, gradient + first * out, dx + first * in);
  }
  OUTPUT(t, dx, batch * in);
}

// batch, tokens, heads, head size, causal
static const struct sizes attentions = {
  SIZES({1, 1, 1, 1, 0}, {2, 3, 2, 5, 1}, {1, 17, 3, 8, 1}, {3, 16, 1, 16, 0}, {1, 33, 2, 20, 1}, {2, 40, 4, 7, 0}, {1, 130, 1, 12, 1},
        {1, 300, 1, 4, 0}),
  .least = {1, 1, 1, 1, 0},
  .most = {3, 50, 4, 24, 1},
};

static ek_attention attention_of(const struct trial *t) {
  const size_t *s = t->size;
  return (ek_attention){s[0], s[1], s[2], s[3], (int)s[4], 0.2886751f};
}

static void attention_scale(struct trial *t) {
  float scale = ek_attention_scale(t->size[3]);
  OUTPUT(t, &scale, 1);
}

static void attention(struct trial *t) {
  ek_attention a = attention_of(t);
  size_t batch = a.batch, one = a.tokens * a.heads * a.head_size, square = a.heads * a.tokens * a.tokens;
  const float *qkv = floats(t, batch * 3 * one);
  float *y = ROOM(t, float, batch * one), *alone = ROOM(t, float, batch * one), *p = ROOM(t, float, batch * square);
  EACH_PART(t, batch) {
    a.batch = count;
    const float *from = qkv + first * 3 * one;
    expect(t, ek_attention_f32(t->pool, t->isa, &a, from, p + first * square, y + first * one) == EK_OK, "there is memory");
    expect(t, ek_attention_f32(t->pool, t->isa, &a, from, NULL, alone + first * one) == EK_OK, "there is memory");
  }
  // What stands where a token is not attended to has no meaning.
  for (size_t row = 0; a.causal && row < batch * a.heads * a.tokens; row++) {
    for (size_t j = row % a.tokens + 1; j < a.tokens; j++) { p[row * a.tokens + j] = 0; }
  }
  OUTPUT(t, y, batch * one);
  OUTPUT(t, alone, batch * one);
  OUTPUT(t, p, batch * square);
}

static void attention_gradient(struct trial *t) {
  ek_attention a = attention_of(t);
  size_t batch = a.batch, one = a.tokens * a.heads * a.head_size, square = a.heads * a.tokens * a.tokens;
  const float *qkv = floats(t, batch * 3 * one), *gradient = floats(t, batch * one);
  float *y = ROOM(t, float, batch * one), *p = ROOM(t, float, batch * square), *dqkv = ROOM(t, float, batch * 3 * one);
  expect(t, ek_attention_f32(t->pool, t->isa, &a, qkv, p, y) == EK_OK, "there is memory");
  EACH_PART(t, batch) {
    a.batch = count;
    int code = ek_attention_gradient_f32(t->pool, t->isa, &a, qkv + first * 3 * one, p + first * square,
                                         gradient + first * one, dqkv + first * 3 * one);
    expect(t, code == EK_OK, "there is memory");
  }
  OUTPUT(t, dqkv, batch * 3 * one);
}

// ids, rows of the table, columns
static const struct sizes embeddings = {
  SIZES({0, 4, 3}, {1, 1, 1}, {7, 3, 17}, {40, 300, 16}, {300, 5, 33}, {17, 40, 255}, {2000, 11, 40}),
  .least = {1, 1, 1},
  .most = {200, 100, 100},
};

static void embedding(struct trial *t) {
  size_t n = t->size[0], rows = t->size[1], columns = t->size[2];
  const float *table = floats(t, rows * columns);
  const uint32_t *ids = indices(t, n, rows);
  float *y = ROOM(t, float, n * columns);
  EACH_PART(t, n) { ek_embedding_f32(t->pool, t->isa, table, ids + first, y + first * columns, count, columns); }
  OUTPUT(t, y, n * columns);
}

static void embedding_gradient(struct trial *t) {
  size_t n = t->size[0], rows = t->size[1], columns = t->size[2];
  const float *gradient = floats(t, n * columns);
  const uint32_t *ids = indices(t, n, rows);
  float *table = ROOM(t, float, rows * columns);
  ek_embedding_gradient_f32(t->pool, t->isa, gradient, ids, table, n, rows, columns);
  OUTPUT(t, table, rows * columns);
}

const struct operation layer_operations[] = {
  {"convolution_f32", convolution, &convolutions, BLOCKED | SPLIT},
  {"convolution_weight_gradient_f32", convolution_weight_gradient, &convolutions, BLOCKED},
  {"convolution_input_gradient_f32", convolution_input_gradient, &convolutions, BLOCKED | SPLIT},
  {"layouts_f32", layouts, &convolutions, CALM},
  {"max_pool_f32", max_pool, &poolings, SPLIT},
  {"max_pool_gradient_f32", max_pool_gradient, &poolings, SPLIT},
  {"average_pool_f32", average_pool, &poolings, SPLIT},
  {"average_pool_gradient_f32", average_pool_gradient, &poolings, SPLIT},
  {"attention_scale_f32", attention_scale, &attentions, CALM},
  {"attention_f32", attention, &attentions, BLOCKED | SPLIT},
  {"attention_gradient_f32", attention_gradient, &attentions, BLOCKED | SPLIT},
  {"embedding_f32", embedding, &embeddings, SPLIT},
  {"embedding_gradient_f32", embedding_gradient, &embeddings, 0},
  {0},
};
