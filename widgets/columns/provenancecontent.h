// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/provenanceview.h"
#include "run/runprovenance.h"

namespace moa {

/**
 * What a view of provenance shows of @p response: the passages of an answer that was given others;
 * of one that was not, what of it stands in those that were given it. The final answer can be
 * traced to each earlier layer; @p layer is the chosen one, from 0, -1 the last before it.
 * @p provenance is null until the run has ended.
 */
[[nodiscard]] ProvenanceContent provenanceContent(const RunProvenance *provenance,
                                                  const Response &response, const LookOf &lookOf,
                                                  int layer = -1);

} // namespace moa
