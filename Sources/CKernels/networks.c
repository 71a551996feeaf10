// What training networks needs besides operations.
#include "include/ek_networks.h"
#include "isa.h"

void ek_parallel(ek_pool *pool, size_t tasks, void (*body)(void *, size_t, int), void *context) {
  ek_enter(pool);
  ek_run(pool, tasks, body, context);
  ek_leave(pool);
}
