static void EK(copy_rows)(const float *table, const uint32_t *ids, float *y, size_t count, size_t columns) {
  for (size_t i = 0; i < count; i++, y += columns) {
    const float *row = table + (size_t)ids[i] * columns;
    for (size_t j = 0; j < columns; j++) { y[j] = ek_canonical_f32(row[j]); }
  }
}

// `width` columns of each row; rows of both arrays are `columns` apart.
static void EK(add_rows)(const float *gradient, const uint32_t *ids, float *table, size_t count, size_t width,
                         size_t columns) {
  for (size_t i = 0; i < count; i++, gradient += columns) {
    float *row = table + (size_t)ids[i] * columns;
    for (size_t j = 0; j < width; j++) { row[j] = ek_canonical_f32(row[j] + gradient[j]); }
  }
}
