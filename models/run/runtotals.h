// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

namespace moa {

/** Sums over @p responses; wall time and critical path stay 0. */
[[nodiscard]] RunTotals totalsOf(const QList<Response> &responses);

/**
 * The longest chain of answers, in ms, that ends at @p last, or anywhere if there is none: each
 * response's time from its first request to its end, added up along the references it was given.
 */
[[nodiscard]] qint64 criticalPathOf(const QList<Response> &responses,
                                    const std::optional<ResponseId> &last);

} // namespace moa
