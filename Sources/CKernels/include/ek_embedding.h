// Rows of a table by number, with the gradient. What they compute, bit for bit: docs/numerics.md, section "Embedding".
// The caller has checked that each id is below the number of the table's rows.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// y[i] = table[ids[i]], each NaN canonical: count rows of `columns` elements.
void ek_embedding_f32(ek_pool *pool, int isa, const float *table, const uint32_t *ids, float *y, size_t count,
                      size_t columns);
// table_gradient [rows, columns]: row r is the sum from +0 of the rows i of `gradient` with ids[i] = r, ascending in i.
void ek_embedding_gradient_f32(ek_pool *pool, int isa, const float *gradient, const uint32_t *ids,
                               float *table_gradient, size_t count, size_t rows, size_t columns);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
