#include "chwloc.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The head of `struct hwloc_obj` as hwloc 2.x lays it out (hwloc.h, stable within libhwloc.so.15).
struct object {
  int type;
  char *subtype;
  unsigned os_index;
  char *name;
  uint64_t total_memory;
  union {
    struct {
      uint64_t size;
    } cache;
    struct {
      uint64_t local_memory;
    } numa;
  } *attributes;
};

// `hwloc_obj_type_t` of hwloc 2.x.
enum { type_package = 1, type_core = 2, type_thread = 3, type_l1 = 4, type_l2 = 5, type_l3 = 6, type_l4 = 7, type_l1i = 9, type_numa = 13 };

struct etalon_hwloc {
  void *library;
  void *topology;
  unsigned version;
  void (*destroy)(void *);
  int (*depth)(void *, int);
  unsigned (*count)(void *, int);
  struct object *(*object)(void *, int, unsigned);
};

static int type_of(enum etalon_hwloc_kind kind) {
  switch (kind) {
    case etalon_hwloc_package: return type_package;
    case etalon_hwloc_core: return type_core;
    case etalon_hwloc_thread: return type_thread;
    case etalon_hwloc_numa: return type_numa;
    case etalon_hwloc_l1d: return type_l1;
    case etalon_hwloc_l1i: return type_l1i;
    case etalon_hwloc_l2: return type_l2;
    case etalon_hwloc_l3: return type_l3;
    case etalon_hwloc_l4: return type_l4;
  }
  return -1;
}

static etalon_hwloc *refuse(etalon_hwloc *host, char *why, int size, const char *reason) {
  snprintf(why, (size_t)size, "%s", reason);
  etalon_hwloc_close(host);
  return NULL;
}

etalon_hwloc *etalon_hwloc_open(char *why, int size) {
  etalon_hwloc *host = calloc(1, sizeof *host);
  if (!host) return refuse(NULL, why, size, "out of memory");
  host->library = dlopen("libhwloc.so.15", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!host->library) return refuse(host, why, size, "libhwloc.so.15 is not installed (apt-get install libhwloc15)");
  unsigned (*version)(void) = (unsigned (*)(void))dlsym(host->library, "hwloc_get_api_version");
  int (*init)(void **) = (int (*)(void **))dlsym(host->library, "hwloc_topology_init");
  int (*load)(void *) = (int (*)(void *))dlsym(host->library, "hwloc_topology_load");
  int (*filter)(void *, int) = (int (*)(void *, int))dlsym(host->library, "hwloc_topology_set_icache_types_filter");
  int (*components)(void *, unsigned long, const char *) =
      (int (*)(void *, unsigned long, const char *))dlsym(host->library, "hwloc_topology_set_components");
  host->destroy = (void (*)(void *))dlsym(host->library, "hwloc_topology_destroy");
  host->depth = (int (*)(void *, int))dlsym(host->library, "hwloc_get_type_depth");
  host->count = (unsigned (*)(void *, int))dlsym(host->library, "hwloc_get_nbobjs_by_depth");
  host->object = (struct object * (*)(void *, int, unsigned)) dlsym(host->library, "hwloc_get_obj_by_depth");
  if (!version || !init || !load || !host->destroy || !host->depth || !host->count || !host->object)
    return refuse(host, why, size, "libhwloc.so.15 lacks functions of hwloc 2");
  host->version = version();
  if (host->version < 0x20000 || host->version >= 0x30000) return refuse(host, why, size, "not hwloc 2");
  if (init(&host->topology) != 0) {
    host->topology = NULL;
    return refuse(host, why, size, "hwloc could not start");
  }
  enum { keep_all = 0, leave_out = 1 };
  if (filter) filter(host->topology, keep_all);
  // The kernel has asked CPUID already; asking again from every core takes milliseconds.
  if (components) components(host->topology, leave_out, "x86");
  if (load(host->topology) != 0) return refuse(host, why, size, "hwloc could not read the topology");
  return host;
}

void etalon_hwloc_close(etalon_hwloc *host) {
  if (!host) return;
  if (host->topology && host->destroy) host->destroy(host->topology);
  if (host->library) dlclose(host->library);
  free(host);
}

unsigned etalon_hwloc_version(const etalon_hwloc *host) { return host->version; }

int etalon_hwloc_count(const etalon_hwloc *host, enum etalon_hwloc_kind kind) {
  enum { unknown = -1, multiple = -2 };
  int depth = host->depth(host->topology, type_of(kind));
  if (depth == unknown) return 0;
  if (depth == multiple) return -1;
  return (int)host->count(host->topology, depth);
}

uint64_t etalon_hwloc_size(const etalon_hwloc *host, enum etalon_hwloc_kind kind, unsigned index) {
  int depth = host->depth(host->topology, type_of(kind));
  struct object *object = host->object(host->topology, depth, index);
  if (!object || !object->attributes) return 0;
  return kind == etalon_hwloc_numa ? object->attributes->numa.local_memory : object->attributes->cache.size;
}
