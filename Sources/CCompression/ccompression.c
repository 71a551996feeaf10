#include "ccompression.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

// `z_stream` as zlib.h lays it out since 1.0.
struct zlib_stream {
  const uint8_t *next_in;
  unsigned avail_in;
  unsigned long total_in;
  uint8_t *next_out;
  unsigned avail_out;
  unsigned long total_out;
  const char *message;
  void *state;
  void *allocate, *release, *opaque;
  int data_type;
  unsigned long adler, reserved;
};

// `ZSTD_inBuffer` and `ZSTD_outBuffer` of zstd.h.
struct zstd_in {
  const void *bytes;
  size_t size, at;
};
struct zstd_out {
  void *bytes;
  size_t size, at;
};

struct etalon_unpacker {
  enum etalon_packing packing;
  void *library;
  struct zlib_stream zlib;
  int has_zlib;
  int (*inflate)(struct zlib_stream *, int);
  int (*inflate_reset)(struct zlib_stream *);
  int (*inflate_end)(struct zlib_stream *);
  void *zstd;
  size_t (*zstd_step)(void *, struct zstd_out *, struct zstd_in *);
  unsigned (*zstd_is_error)(size_t);
  const char *(*zstd_error)(size_t);
  size_t (*zstd_free)(void *);
};

static etalon_unpacker *refuse(etalon_unpacker *unpacker, char *why, int size, const char *reason) {
  snprintf(why, (size_t)size, "%s", reason);
  etalon_unpacker_close(unpacker);
  return NULL;
}

static const char *open_zlib(etalon_unpacker *unpacker) {
  unpacker->library = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!unpacker->library) return "libz.so.1 is not installed (apt-get install zlib1g)";
  int (*init)(struct zlib_stream *, int, const char *, int) =
      (int (*)(struct zlib_stream *, int, const char *, int))dlsym(unpacker->library, "inflateInit2_");
  unpacker->inflate = (int (*)(struct zlib_stream *, int))dlsym(unpacker->library, "inflate");
  unpacker->inflate_reset = (int (*)(struct zlib_stream *))dlsym(unpacker->library, "inflateReset");
  unpacker->inflate_end = (int (*)(struct zlib_stream *))dlsym(unpacker->library, "inflateEnd");
  if (!init || !unpacker->inflate || !unpacker->inflate_reset || !unpacker->inflate_end) return "libz.so.1 lacks functions of zlib 1.2";
  enum { largest_window = 15, gzip_alone = 16 };
  // zlib compares the first character of the version and the size of the structure with its own.
  if (init(&unpacker->zlib, largest_window + gzip_alone, "1", (int)sizeof unpacker->zlib) != 0) return "zlib could not start";
  unpacker->has_zlib = 1;
  return NULL;
}

static const char *open_zstd(etalon_unpacker *unpacker) {
  unpacker->library = dlopen("libzstd.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!unpacker->library) return "libzstd.so.1 is not installed (apt-get install libzstd1)";
  void *(*create)(void) = (void *(*)(void))dlsym(unpacker->library, "ZSTD_createDStream");
  unpacker->zstd_step =
      (size_t (*)(void *, struct zstd_out *, struct zstd_in *))dlsym(unpacker->library, "ZSTD_decompressStream");
  unpacker->zstd_is_error = (unsigned (*)(size_t))dlsym(unpacker->library, "ZSTD_isError");
  unpacker->zstd_error = (const char *(*)(size_t))dlsym(unpacker->library, "ZSTD_getErrorName");
  unpacker->zstd_free = (size_t (*)(void *))dlsym(unpacker->library, "ZSTD_freeDStream");
  if (!create || !unpacker->zstd_step || !unpacker->zstd_is_error || !unpacker->zstd_error || !unpacker->zstd_free)
    return "libzstd.so.1 lacks functions of zstd 1.4";
  // By default a frame may ask for a window of at most 128 MiB.
  unpacker->zstd = create();
  return unpacker->zstd ? NULL : "out of memory";
}

etalon_unpacker *etalon_unpacker_open(enum etalon_packing packing, char *why, int size) {
  etalon_unpacker *unpacker = calloc(1, sizeof *unpacker);
  if (!unpacker) return refuse(NULL, why, size, "out of memory");
  unpacker->packing = packing;
  const char *reason = packing == etalon_packing_gzip ? open_zlib(unpacker) : open_zstd(unpacker);
  return reason ? refuse(unpacker, why, size, reason) : unpacker;
}

void etalon_unpacker_close(etalon_unpacker *unpacker) {
  if (!unpacker) return;
  if (unpacker->has_zlib) unpacker->inflate_end(&unpacker->zlib);
  if (unpacker->zstd) unpacker->zstd_free(unpacker->zstd);
  if (unpacker->library) dlclose(unpacker->library);
  free(unpacker);
}

static unsigned clamped(size_t size) { return size > UINT_MAX ? UINT_MAX : (unsigned)size; }

static enum etalon_unpacked step_zlib(
    etalon_unpacker *unpacker, const uint8_t *in, size_t in_size, size_t *used, uint8_t *out, size_t out_size, size_t *made, char *why,
    int size) {
  enum { no_flush = 0, ok = 0, stream_end = 1, buffer_error = -5 };
  struct zlib_stream *stream = &unpacker->zlib;
  unsigned offered = clamped(in_size), room = clamped(out_size);
  stream->next_in = in;
  stream->avail_in = offered;
  stream->next_out = out;
  stream->avail_out = room;
  int result = unpacker->inflate(stream, no_flush);
  *used = offered - stream->avail_in;
  *made = room - stream->avail_out;
  stream->next_in = NULL;
  stream->next_out = NULL;
  if (result == stream_end) {
    unpacker->inflate_reset(stream);
    return etalon_unpacked_end;
  }
  if (result == ok || result == buffer_error) return etalon_unpacked_more;
  snprintf(why, (size_t)size, "%s", stream->message ? stream->message : "the data are damaged");
  return etalon_unpacked_fault;
}

static enum etalon_unpacked step_zstd(
    etalon_unpacker *unpacker, const uint8_t *in, size_t in_size, size_t *used, uint8_t *out, size_t out_size, size_t *made, char *why,
    int size) {
  struct zstd_in source = {in, in_size, 0};
  struct zstd_out target = {out, out_size, 0};
  size_t result = unpacker->zstd_step(unpacker->zstd, &target, &source);
  *used = source.at;
  *made = target.at;
  if (unpacker->zstd_is_error(result)) {
    snprintf(why, (size_t)size, "%s", unpacker->zstd_error(result));
    return etalon_unpacked_fault;
  }
  return result == 0 ? etalon_unpacked_end : etalon_unpacked_more;
}

enum etalon_unpacked etalon_unpacker_step(
    etalon_unpacker *unpacker, const uint8_t *in, size_t in_size, size_t *used, uint8_t *out, size_t out_size, size_t *made, char *why,
    int size) {
  return (unpacker->packing == etalon_packing_gzip ? step_zlib : step_zstd)(unpacker, in, in_size, used, out, out_size, made, why, size);
}
