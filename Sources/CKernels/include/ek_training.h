// Optimiser steps over lists of arrays.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// One AdamW step of `arrays` parameter arrays, array i with counts[i] elements, in one parallel phase.
void ek_adamw_many_f32(ek_pool *pool, int isa, size_t arrays, float *_Nonnull const *_Nonnull parameters,
                       const float *_Nonnull const *_Nonnull gradients, float *_Nonnull const *_Nonnull firsts,
                       float *_Nonnull const *_Nonnull seconds, const size_t *counts, ek_adamw_step step);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
