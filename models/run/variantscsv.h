// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace moa {

class VariantRuns;

/**
 * The table of a run's variants as CSV, written as runAsCsv() writes: a header, the run itself as
 * "original", then a row for each variant. The kind is "without", "single" or "sampled", the state
 * as in VariantOutcome; own_cost_usd and own_tokens are what the agent's answers took in the run
 * itself.
 */
[[nodiscard]] QString variantsAsCsv(const VariantRuns &runs);

} // namespace moa
