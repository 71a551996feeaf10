// zlib and zstd, opened at run time: their own declarations of the few functions that are called, for the ABIs of libz.so.1 (1.2 and
// later) and libzstd.so.1 (1.4 and later). Nothing is linked, so a host without them runs all the same until a file needs one.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// What bytes are packed with.
enum etalon_packing { etalon_packing_gzip, etalon_packing_zstd };

/// Unpacks one file; null where the library is not there.
typedef struct etalon_unpacker etalon_unpacker;

/// Makes an unpacker. On failure it writes the reason into `why`, which has `size` bytes.
etalon_unpacker *_Nullable etalon_unpacker_open(enum etalon_packing packing, char *_Nonnull why, int size);

/// Frees an unpacker.
void etalon_unpacker_close(etalon_unpacker *_Nullable unpacker);

/// What came of a step.
enum etalon_unpacked { etalon_unpacked_more, etalon_unpacked_end, etalon_unpacked_fault };

/// Unpacks as much as there is room for. `etalon_unpacked_end` says that a member (gzip) or frame (zstd) is complete and its checksum is
/// right; a further call begins the next. `used` and `made` count the bytes that were read and written, also before a fault.
enum etalon_unpacked etalon_unpacker_step(
    etalon_unpacker *_Nonnull unpacker, const uint8_t *_Nullable in, size_t in_size, size_t *_Nonnull used, uint8_t *_Nonnull out,
    size_t out_size, size_t *_Nonnull made, char *_Nonnull why, int size);
