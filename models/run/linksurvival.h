// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <QHash>

namespace moa {

class RunProvenance;
struct Response;

/**
 * For every link over which an answer was handed on: the share of the source's words that stands
 * in the target's answer, from 0 to 1. Of several samples it is the mean over all pairs. What was
 * pinned or failed was handed nothing, so no link leads there.
 *
 * Only reads what @p provenance has computed; for any thread.
 */
[[nodiscard]] QHash<Link, double> linkSurvival(const RunProvenance &provenance,
                                               const QList<Response> &responses);

} // namespace moa
