// The sum of at most one block by 16 interleaved lanes and a halving tree. Included inside a template after vectors.h.

static float EK(lanes_sum_f32)(const float *x, size_t count) {
  float lanes[16];
  VF sums[16 / EK_FLOATS];
  EK_UNROLL for (int v = 0; v < 16 / EK_FLOATS; v++) { sums[v] = (VF)0.0f; }
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    EK_UNROLL for (int v = 0; v < 16 / EK_FLOATS; v++) { sums[v] += EK(load_f32)(x + i + v * EK_FLOATS); }
  }
  EK_UNROLL for (int v = 0; v < 16 / EK_FLOATS; v++) { EK(store_f32)(lanes + v * EK_FLOATS, sums[v]); }
  for (size_t l = 0; i + l < count; l++) { lanes[l] += x[i + l]; }
  for (int half = 8; half >= 1; half /= 2) {
    for (int l = 0; l < half; l++) { lanes[l] += lanes[l + half]; }
  }
  return lanes[0];
}
