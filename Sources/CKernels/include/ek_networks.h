// What training networks needs besides operations.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// Runs body(context, task, worker) for each task in 0 ..< tasks on the pool's threads, the caller's included, and returns
// when all are done. A task may run operations of a pool of its own.
void ek_parallel(ek_pool *pool, size_t tasks, void (*body)(void *_Nullable context, size_t task, int worker),
                 void *_Nullable context);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
