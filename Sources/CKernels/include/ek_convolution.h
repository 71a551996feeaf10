// Two-dimensional convolution and pooling of floats, with gradients. What they compute, bit for bit: docs/numerics.md,
// sections "Convolution" and "Pooling".
//
// Images lie channels last: [batch, height, width, channels]. Weights lie as [kernel height, kernel width, inputs,
// outputs]. Functions that may need memory return EK_OK or EK_NO_MEMORY; no array may overlap another.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

typedef struct {
  size_t batch, height, width;          // of the input images
  size_t inputs, outputs;               // channels
  size_t kernel_height, kernel_width;   // at least 1
  size_t stride, padding;               // stride at least 1; padding below both kernel sizes
} ek_convolution;

// (size + 2 padding - kernel) / stride + 1, or 0 if the kernel is larger than the padded size.
size_t ek_convolution_size(size_t size, size_t kernel, size_t stride, size_t padding);

// y [batch, out height, out width, outputs] = the convolution of x, then + bias if there is one, then ReLU if asked.
int ek_convolution_f32(ek_pool *pool, int isa, const ek_convolution *shape, const float *x, const float *weight,
                       const float *_Nullable bias, int relu, float *y);
// The gradient of the weights (shaped as they are) and, if wanted, of the bias, for the gradient of the convolution's
// output (shaped as y; where y passed a ReLU, the caller has applied ek_relu_gradient_f32).
int ek_convolution_weight_gradient_f32(ek_pool *pool, int isa, const ek_convolution *shape, const float *x,
                                       const float *gradient, float *weight_gradient, float *_Nullable bias_gradient);
// The gradient of x, shaped as x.
int ek_convolution_input_gradient_f32(ek_pool *pool, int isa, const ek_convolution *shape, const float *weight,
                                      const float *gradient, float *input_gradient);

// Exact permutations between PyTorch's layouts and ours. `area` is height * width, of the kernel or of the images.
// Weights: [outputs, inputs, area] <-> [area, inputs, outputs].
void ek_weights_from_oihw_f32(const float *from, float *to, size_t area, size_t inputs, size_t outputs);
void ek_weights_to_oihw_f32(const float *from, float *to, size_t area, size_t inputs, size_t outputs);
// Images: [batch, channels, area] <-> [batch, area, channels]. Also the columns of a dense layer's weights behind a
// flattened image, with `batch` the number of its outputs.
void ek_images_from_nchw_f32(const float *from, float *to, size_t batch, size_t channels, size_t area);
void ek_images_to_nchw_f32(const float *from, float *to, size_t batch, size_t channels, size_t area);

typedef struct {
  size_t batch, height, width, channels;  // of the input images
  size_t window, stride;                  // square windows without padding; window is 1 to 16, and fits in the image
} ek_pooling;

// y [batch, (height - window) / stride + 1, (width - window) / stride + 1, channels] = the largest element of each
// window, the first of equals in row-major order, the first NaN if there is one. `chosen`, shaped as y, receives its
// place in the window (row * window + column), for the gradient.
//
// A ReLU between a convolution and this pooling may be taken back after it as well: ek_relu_gradient_f32(y, gradient)
// before ek_max_pool_gradient_f32 gives the bits of the same on the larger image after it.
void ek_max_pool_f32(ek_pool *pool, int isa, const ek_pooling *shape, const float *x, float *y,
                     uint8_t *_Nullable chosen);
void ek_max_pool_gradient_f32(ek_pool *pool, int isa, const ek_pooling *shape, const float *gradient,
                              const uint8_t *chosen, float *input_gradient);
// The sum of each window in row-major order from +0, divided by window * window.
void ek_average_pool_f32(ek_pool *pool, int isa, const ek_pooling *shape, const float *x, float *y);
void ek_average_pool_gradient_f32(ek_pool *pool, int isa, const ek_pooling *shape, const float *gradient,
                                  float *input_gradient);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
