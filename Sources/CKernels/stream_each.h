static void EK(stream)(int operation, const double *restrict a, const double *restrict b, double *restrict c, double s,
                       size_t count) {
  switch (operation) {
    case EK_STREAM_COPY: memcpy(c, a, count * sizeof(double)); break;
    case EK_STREAM_SCALE:
      for (size_t i = 0; i < count; i++) { c[i] = s * a[i]; }
      break;
    case EK_STREAM_ADD:
      for (size_t i = 0; i < count; i++) { c[i] = a[i] + b[i]; }
      break;
    default:
      for (size_t i = 0; i < count; i++) { c[i] = a[i] + s * b[i]; }
      break;
  }
}
