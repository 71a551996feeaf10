static void EK(add_bias)(float *x, const float *bias, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++, x += columns) {
    for (size_t j = 0; j < columns; j++) { x[j] = ek_canonical_f32(x[j] + bias[j]); }
  }
}

// Positive elements pass, a NaN stays NaN, all else (also -0) is +0.
static void EK(relu)(const float *x, float *y, size_t count) {
  for (size_t i = 0; i < count; i++) { y[i] = x[i] > 0.0f ? x[i] : x[i] == x[i] ? 0.0f : __builtin_nanf(""); }
}

static void EK(relu_gradient)(const float *x, float *gradient, size_t count) {
  for (size_t i = 0; i < count; i++) { gradient[i] = x[i] > 0.0f ? gradient[i] : 0.0f; }
}

static void EK(sgd)(float *restrict parameter, const float *restrict gradient, float *restrict velocity, size_t count,
                    float rate, float momentum) {
  for (size_t i = 0; i < count; i++) {
    float v = momentum * velocity[i] + gradient[i];
    velocity[i] = ek_canonical_f32(v);
    parameter[i] = ek_canonical_f32(parameter[i] - rate * v);
  }
}

// Without momentum there is no velocity, so none is moved through memory.
static void EK(sgd_plain)(float *restrict parameter, const float *restrict gradient, float *restrict velocity,
                          size_t count, float rate, float momentum) {
  (void)velocity, (void)momentum;
  for (size_t i = 0; i < count; i++) { parameter[i] = ek_canonical_f32(parameter[i] - rate * gradient[i]); }
}

static void EK(adamw)(float *restrict parameter, const float *restrict gradient, float *restrict first,
                      float *restrict second, size_t count, ek_adamw_step s) {
  for (size_t i = 0; i < count; i++) {
    float g = gradient[i];
    float m = s.beta1 * first[i] + s.rest1 * g;
    float v = s.beta2 * second[i] + s.rest2 * (g * g);
    float denominator = __builtin_elementwise_sqrt(v) / s.correction + s.epsilon;
    first[i] = ek_canonical_f32(m);
    second[i] = ek_canonical_f32(v);
    parameter[i] = ek_canonical_f32(s.decay * parameter[i] - s.step * (m / denominator));
  }
}
