// hwloc, opened at run time: its own declarations of the few functions and fields that are read, for the ABI of libhwloc.so.15
// (API 2.0 and later). Nothing is linked, so a host without hwloc runs all the same.
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// A topology that hwloc found; null where there is none.
typedef struct etalon_hwloc etalon_hwloc;

enum etalon_hwloc_kind {
  etalon_hwloc_package,
  etalon_hwloc_core,
  etalon_hwloc_thread,
  etalon_hwloc_numa,
  etalon_hwloc_l1d,
  etalon_hwloc_l1i,
  etalon_hwloc_l2,
  etalon_hwloc_l3,
  etalon_hwloc_l4,
};

/// Opens the library and loads the topology of this host; null with a reason in `why` (at least 128 bytes).
etalon_hwloc *etalon_hwloc_open(char *why, int size);

/// Frees what `etalon_hwloc_open` gave.
void etalon_hwloc_close(etalon_hwloc *host);

/// The API version of the library, such as 0x00020900.
unsigned etalon_hwloc_version(const etalon_hwloc *host);

/// How many objects of a kind there are; 0 where there are none, -1 where the library cannot say.
int etalon_hwloc_count(const etalon_hwloc *host, enum etalon_hwloc_kind kind);

/// The size in bytes of a cache, or the local memory of a NUMA node.
uint64_t etalon_hwloc_size(const etalon_hwloc *host, enum etalon_hwloc_kind kind, unsigned index);
