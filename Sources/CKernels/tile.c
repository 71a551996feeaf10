// The shared register tiles, one table for each instruction set.
#include "tile.h"

#define EK_TEMPLATE "tile_each.h"
#include "each_isa.h"

const struct ek_tiles *ek_tiles_of(int isa) {
#if defined(__x86_64__)
  return isa == EK_AVX512 ? &tiles_avx512 : isa == EK_AVX2 ? &tiles_avx2 : &tiles_sse2;
#else
  (void)isa;
  return &tiles_neon;
#endif
}
