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

/**
 * The responses that make up criticalPathOf(), from the first to the last of the chain. Those that
 * took no time, as they were pinned or never asked, are not in it.
 */
[[nodiscard]] QList<ResponseId> criticalPath(const QList<Response> &responses,
                                             const std::optional<ResponseId> &last);

/**
 * Tokens of output a second, reasoning included, between the first token and the end. Nothing
 * while either moment or the usage is not known, or if they are the same moment.
 */
[[nodiscard]] std::optional<double> tokensPerSecond(const Response &response);

} // namespace moa
